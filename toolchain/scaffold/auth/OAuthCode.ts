/** Tests of the source beside those that every connector has. `form`: what the token service is to be sent. */
export function sourceTests(form: readonly (readonly [name: string, code: string])[]): string {
  return `  it('gets a token once, for as long as it lasts', async () => {
    const asked = installCanned([{ body: { ...BODY, access_token: 'access-0123', expires_in: 3600 } }]);
    const source = await loadSource(NAME, VALUES);
    importNode(source, NODE, FROM, TO);
    importNode(source, NODE, FROM, TO);
    const tokens = asked.filter(({ url }) => url === TOKEN_URL);
    expect(tokens).toMatchObject([
      { method: 'post', payload: { ${form.map(([name, code]) => `${name}: ${code}`).join(', ')} } },
    ]);
  });

  it.each([[{}], [null], [{ access_token: null }]])('takes %j for no token', async body => {
    installCanned([{ body }]);
    const source = await loadSource(NAME, VALUES);
    expect(() => importNode(source, NODE, FROM, TO)).toThrow(/without an access token/);
  });`;
}

/** A method of `Simulator.ts`. */
export const SIMULATOR_RESET = `  override reset(): void {
    super.reset();
    this.issued.clear();
  }`;

/** A method of `Simulator.ts`. `grantCheck`: what else it asks for, once it knows the app. */
export function simulatorMethods(grantType: string, settings: string, grantCheck: string): string {
  return `  private issueToken(request: SimulatedRequest): SimulatedReply {
    if (request.method !== 'POST') throw new Refusal(405, 'Tokens are to be had by POST.');
    const form = new URLSearchParams(request.body);
    const { ${settings}, now, seed } = this.settings;
    if (form.get('grant_type') !== '${grantType}') return tokenError(400, 'unsupported_grant_type');
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return tokenError(401, 'invalid_client');
    ${grantCheck}
    const token = uuidOf('access token', seed, this.issued.size);
    this.issued.set(token, Date.parse(now) + TOKEN_LIFETIME * 1000);
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: TOKEN_LIFETIME } };
  }`;
}

/** Functions of `Simulator.ts`. */
export const SIMULATOR_FUNCTIONS = `/** As RFC 6749 has it. */
function tokenError(status: number, error: string): SimulatedReply {
  return { status, body: { error } };
}`;
