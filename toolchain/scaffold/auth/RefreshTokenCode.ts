/** Methods of `Source.ts`. */
export const SOURCE_METHODS = `  /** The token is added here, so that every page goes out with one that still lasts. */
  override *request(url: string, options: FetchOptions = {}): Steps<FetchResponse> {
    const headers = { ...options.headers, Authorization: \`Bearer \${this.accessToken()}\` };
    return yield* super.request(url, { ...options, headers });
  }

  /** Blocks, so that slices which are fetched together share one token instead of asking for one each. */
  private accessToken(): string {
    if (!this.token || this.token.endsAt - RENEWAL_MARGIN <= EnvironmentAdapter.now()) this.token = this.renewToken();
    return this.token.value;
  }

  private renewToken(): AccessToken {
    const { ClientId, ClientSecret, RefreshToken } = this.config;
    const response = this.urlFetchWithRetry(TOKEN_URL, {
      method: 'post',
      headers: { Accept: 'application/json' },
      payload: {
        grant_type: 'refresh_token',
        client_id: ClientId.value,
        client_secret: ClientSecret.value,
        refresh_token: RefreshToken.value,
      },
    });
    const body = this.parseJson(response);
    if (typeof body?.access_token !== 'string')
      throw new DataException(\`[\${this.name}] The token service answered without an access token. Nothing was written; try again later.\`);
    this.requireSameRefreshToken(body.refresh_token);
    const lifetime = Number(body.expires_in ?? USUAL_LIFETIME);
    return { value: body.access_token, endsAt: EnvironmentAdapter.now() + lifetime * 1000 };
  }

  /** A service that gives out a new refresh token with each use ends the old one: the next import would be locked out. */
  private requireSameRefreshToken(answered: unknown): void {
    if (answered === undefined || answered === null || answered === this.config.RefreshToken.value) return;
    throw new DataException(
      \`[\${this.name}] The token service replaced the refresh token, and this connector has no place to keep the new one. Nothing was written. Let the app use refresh tokens that stay valid, and enter a new one.\`,
    );
  }`;

/** Tests of the source beside those that every connector has. */
export const SOURCE_TESTS = `  it.each([
    ['once while its token lasts', 3600, 1],
    ['again before its token ends', 20, 2],
  ])('exchanges the refresh token %s', async (_, expires_in, times) => {
    const asked = installCanned([{ body: { ...BODY, access_token: 'access-0123', expires_in } }]);
    const source = await loadSource(NAME, VALUES);
    importNode(source, NODE, FROM, TO);
    importNode(source, NODE, FROM, TO);
    const exchanges = asked.filter(({ url }) => url === TOKEN_URL);
    expect(exchanges).toHaveLength(times);
    expect(exchanges[0]).toMatchObject({
      method: 'post',
      payload: {
        grant_type: 'refresh_token',
        client_id: VALUES.ClientId,
        client_secret: VALUES.ClientSecret,
        refresh_token: VALUES.RefreshToken,
      },
    });
  });

  it('says at once that it cannot follow a service which replaces the refresh token', async () => {
    installCanned([{ body: { access_token: 'access-0123', refresh_token: 'another' } }]);
    const source = await loadSource(NAME, VALUES);
    expect(() => importNode(source, NODE, FROM, TO)).toThrow(/replaced the refresh token/);
  });

  it.each([[{}], [null], [{ access_token: null }]])('takes %j for no token', async body => {
    installCanned([{ body }]);
    const source = await loadSource(NAME, VALUES);
    expect(() => importNode(source, NODE, FROM, TO)).toThrow(/without an access token/);
  });`;

/** A method of `Simulator.ts`. */
export const SIMULATOR_RESET = `  override reset(): void {
    super.reset();
    this.issued.clear();
  }`;

/** Methods of `Simulator.ts`. */
export const SIMULATOR_METHODS = `  private issueToken(request: SimulatedRequest): SimulatedReply {
    if (request.method !== 'POST') throw new Refusal(405, 'Tokens are to be had by POST.');
    const form = new URLSearchParams(request.body);
    const { clientId, clientSecret, refreshToken, now, seed } = this.settings;
    if (form.get('grant_type') !== 'refresh_token') return tokenError(400, 'unsupported_grant_type');
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return tokenError(401, 'invalid_client');
    if (form.get('refresh_token') !== refreshToken) return tokenError(400, 'invalid_grant');
    const token = uuidOf('access token', seed, this.issued.size);
    this.issued.set(token, Date.parse(now) + TOKEN_LIFETIME * 1000);
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: TOKEN_LIFETIME } };
  }`;

/** Functions of `Simulator.ts`. */
export const SIMULATOR_FUNCTIONS = `/** As RFC 6749 has it. */
function tokenError(status: number, error: string): SimulatedReply {
  return { status, body: { error } };
}`;
