import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GoogleLogin } from '../../../environments/emulator/script-api/Accounts';
import type { ContentFile } from '../../../environments/emulator/script-api/ContentRules';
import { startScriptApi, type ScriptApi } from '../../../environments/emulator/script-api/ScriptApi';
import type { ScriptProject } from '../../../environments/emulator/script-api/ScriptProject';
import { ask, messageOf, statusOf, type Answer } from '../support/ask';

const ADA = 'ada@example.com';
const BOB = 'bob@example.com';
const API = 'script.googleapis.com/v1/projects';
const MANIFEST: ContentFile = {
  name: 'appsscript',
  type: 'JSON',
  source: '{"timeZone":"Etc/UTC","runtimeVersion":"V8"}',
};

let google: ScriptApi;
let ada: GoogleLogin;
let project: ScriptProject;

beforeAll(async () => {
  google = await startScriptApi({ maxVersions: 3, maxDeployments: 2 });
  ada = google.login(ADA);
  project = google.createProject({ owner: ADA, title: 'Sales' });
});

afterAll(() => google.close());

const script = (source: string, name = 'Code'): ContentFile => ({ name, type: 'SERVER_JS', source });

function put(files: unknown, login = ada): Promise<Answer> {
  return ask(google, login, `PUT ${API}/${project.scriptId}/content`, { files });
}

describe('what is saved', () => {
  it('gives a new project of the API a manifest alone, one of the editor an empty function too', async () => {
    const { body } = await ask(google, ada, `POST ${API}`, { title: 'Made' });
    expect(google.project(String(body['scriptId'])).content()).toMatchObject([
      { name: 'appsscript', type: 'JSON' },
    ]);
    expect(project.content().map(({ name }) => name)).toEqual(['appsscript', 'Code']);
  });

  it('is the whole of what was sent, in its order, and can be read by version', async () => {
    const files = [script('var z;', 'z'), MANIFEST, script('function a() {}', 'dir/a')];
    expect((await put(files)).status).toBe(200);
    expect(project.content()).toEqual(files);
    project.addVersion('One');
    await put([MANIFEST]);
    const { body } = await ask(google, ada, `GET ${API}/${project.scriptId}/content?versionNumber=1`);
    expect(body['files']).toMatchObject(files);
    expect(body['files']).toMatchObject([{}, {}, { functionSet: { values: [{ name: 'a' }] } }]);
    expect(project.content()).toEqual([MANIFEST]);
  });

  it('is either all that was sent or what stood there before', async () => {
    const names = fc.constantFrom('Code', 'Page', 'appsscript', 'dir/b', '');
    const types = fc.constantFrom('SERVER_JS', 'HTML', 'JSON', 'TS');
    const sources = fc.constantFrom('var a;', 'class A { static x = 1 }', MANIFEST.source, '{', '');
    const files = fc.array(fc.record({ name: names, type: types, source: sources }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(files, async sent => {
        const before = project.content();
        const { status } = await put(sent);
        expect(project.content()).toEqual(status === 200 ? sent : before);
      }),
      { numRuns: 60 },
    );
  });
});

describe('content that Google refuses', () => {
  it.each([
    ['no manifest', [script('')], 'Project contents must include a manifest file named appsscript.'],
    ['nothing', [], 'Project contents must include a manifest file named appsscript.'],
    [
      'two files of one name',
      [MANIFEST, script('', 'b'), { name: 'b', type: 'HTML', source: '' }],
      'A file with this name already exists in the current project: b',
    ],
    [
      'a JSON file that is no manifest',
      [MANIFEST, { ...MANIFEST, name: 'data' }],
      'Request contains an invalid argument.',
    ],
    ['no name', [MANIFEST, script('', '')], 'Request contains an invalid argument.'],
    [
      'another type',
      [MANIFEST, { name: 'a', type: 'TS', source: '' }],
      `Invalid value at 'files[1].type' (type.googleapis.com/google.apps.script.v1.File.FileType), "TS"`,
    ],
    [
      'an unknown member',
      [MANIFEST, { ...script(''), path: 'a' }],
      `Invalid JSON payload received. Unknown name "path" at 'files[1]': Cannot find field.`,
    ],
  ])('%s', async (_what, files, message) => {
    const before = project.content();
    const answer = await put(files);
    expect([answer.status, statusOf(answer), messageOf(answer)]).toEqual([400, 'INVALID_ARGUMENT', message]);
    expect(project.content()).toEqual(before);
  });

  it.each([
    ['static fields', 'class A {\n  static x = 1;\n}', 'ParseError: Unexpected token = line: 2'],
    ['public fields', 'class A {\n\n  x = 1;\n}', 'ParseError: Unexpected token = line: 3'],
    ['public fields without a value', 'class A {\n  x;\n}', 'ParseError: Unexpected token ; line: 2'],
    ['private fields', 'class A {\n  #x = 1;\n}', 'ParseError: Unexpected token # line: 2'],
    ['private methods', 'var B = class {\n  #x() {}\n};', 'ParseError: Unexpected token # line: 2'],
    ['static blocks', 'class A {\n  static { }\n}', 'ParseError: Unexpected token { line: 2'],
    [
      'await at the top',
      '\nawait f();',
      /SyntaxError: await is only valid in async functions and .* line: 2/,
    ],
    ['import', "import a from 'a';", 'SyntaxError: Cannot use import statement outside a module line: 1'],
    ['export', 'var a;\nexport { a };', "SyntaxError: Unexpected token 'export' line: 2"],
    ['a comment without an end', '/*', 'SyntaxError: Invalid or unexpected token line: 1'],
  ])('%s', async (_what, source, message) => {
    const answer = await put([MANIFEST, script(source)]);
    expect(messageOf(answer)).toMatch(/^Syntax error: .* file: Code\.gs$/);
    expect(messageOf(answer)).toMatch(message);
  });

  it('takes public fields where a Google that has learnt them is asked for', async () => {
    const newer = await startScriptApi({ instanceFields: 'accepted' });
    const { scriptId } = newer.createProject({ owner: ADA });
    const send = (source: string): Promise<Answer> =>
      ask(newer, newer.login(ADA), `PUT ${API}/${scriptId}/content`, { files: [MANIFEST, script(source)] });
    expect((await send('class A { x = 1; }')).status).toBe(200);
    expect(messageOf(await send('class A { x = 1;\n static y = 1; }'))).toContain(
      'Unexpected token = line: 2',
    );
    await newer.close();
  });

  it('takes what ES2020 has, methods and getters of classes among it', async () => {
    const source =
      'class A { static s() { return 1n; } get x() { return this?.y ?? 2; } async *f() {} }\nvar o = { ...{} };';
    expect((await put([MANIFEST, script(source)])).status).toBe(200);
  });

  it.each([
    ['{', 'Invalid manifest: not a JSON object'],
    [
      '{"timeZone":"Etc/UTC","$schema":"a","webapp":{"who":1}}',
      'Invalid manifest: unknown fields: [$schema, webapp.who]',
    ],
    ['{"timeZone":"Mars/North"}', 'Invalid time zone: Mars/North'],
    ['{"runtimeVersion":"V9"}', 'Invalid manifest: invalid value for runtimeVersion: V9'],
    ['{"oauthScopes":["drive"]}', 'Invalid OAuth scopes: drive'],
    ['{"oauthScopes":"drive"}', 'Invalid manifest: oauthScopes must be a list'],
    ['{"urlFetchWhitelist":["http://a.example/"]}', 'URLs must use HTTPS:\nhttp://a.example/'],
    ['{"urlFetchWhitelist":["https://a.example"]}', 'URLs must have a non-empty path:\nhttps://a.example'],
    [
      '{"urlFetchWhitelist":["https://a.*.example/"]}',
      'URLs may have one leading wildcard at most:\nhttps://a.*.example/',
    ],
    ['{"urlFetchWhitelist":["https://*/"]}', 'URLs may have one leading wildcard at most:\nhttps://*/'],
    [
      '{"dependencies":{"enabledAdvancedServices":[{"userSymbol":"Drive"},{"userSymbol":"Drive"}]}}',
      'Found a service identifier used more than once: Drive',
    ],
  ])('the manifest %s', async (source, message) => {
    const answer = await put([{ ...MANIFEST, source }]);
    expect(messageOf(answer)).toBe(`"appsscript.json" has errors: ${message}`);
  });

  it('takes the script that this project builds, as it is', async () => {
    const types = { js: 'SERVER_JS', html: 'HTML', json: 'JSON' } as const;
    const files = readdirSync('dist/apps-script').flatMap(file => {
      const [name = '', extension = ''] = file.split('.');
      const type = file.endsWith('.map') ? undefined : types[extension as keyof typeof types];
      return type ? [{ name, type, source: readFileSync(`dist/apps-script/${file}`, 'utf8') }] : [];
    });
    expect(messageOf(await put(files))).toBe('');
    expect(project.content()).toEqual(files);
  });
});

describe('who may do what', () => {
  it('refuses strangers, lets readers read and writers write', async () => {
    const bob = google.login(BOB);
    const path = `${API}/${project.scriptId}`;
    expect(statusOf(await ask(google, bob, `GET ${path}`))).toBe('PERMISSION_DENIED');
    project.share(BOB, 'reader');
    expect((await ask(google, bob, `GET ${path}/content`)).status).toBe(200);
    expect(statusOf(await put([MANIFEST], bob))).toBe('PERMISSION_DENIED');
    project.share(BOB, 'writer');
    expect((await put([MANIFEST, script('var bob;')], bob)).status).toBe(200);
    expect(project.lastModifyUser.email).toBe(BOB);
  });

  it('knows no other project', async () => {
    const answer = await ask(google, ada, `GET ${API}/1abc/content`);
    expect([answer.status, messageOf(answer)]).toEqual([404, 'Requested entity was not found.']);
  });

  it('with the Apps Script API switched off reads and does not write', async () => {
    const eve = google.login('eve@example.com');
    const own = google.createProject({ owner: 'eve@example.com' });
    google.user('eve@example.com').apiEnabled = false;
    expect((await ask(google, eve, `GET ${API}/${own.scriptId}/content`)).status).toBe(200);
    const answer = await ask(google, eve, `PUT ${API}/${own.scriptId}/content`, { files: [MANIFEST] });
    expect(answer.status).toBe(403);
    expect(messageOf(answer)).toMatch(
      /^User has not enabled the Apps Script API\. .*\/home\/usersettings then/,
    );
  });

  it('refuses a token without the scope', async () => {
    const poor = google.login(ADA, { scopes: ['https://www.googleapis.com/auth/script.projects.readonly'] });
    expect((await ask(google, poor, `GET ${API}/${project.scriptId}/content`)).status).toBe(200);
    const answer = await put([MANIFEST], poor);
    expect(answer.status).toBe(403);
    expect(JSON.stringify(answer.body)).toContain('ACCESS_TOKEN_SCOPE_INSUFFICIENT');
  });

  it('binds a project to a container alone that exists and that the user may write', async () => {
    const create = (parentId: string): Promise<Answer> =>
      ask(google, ada, `POST ${API}`, { title: 'T', parentId });
    expect((await create('nowhere')).status).toBe(404);
    expect((await create(google.createProject({ owner: BOB }).parentId ?? '')).status).toBe(403);
    expect((await create(google.createProject({ owner: ADA, spreadsheet: null }).scriptId)).status).toBe(400);
    const own = google.drive.add(google.user(ADA), 'Sheet');
    expect((await create(own.id)).body).toMatchObject({ title: 'T', parentId: own.id });
  });
});

describe('versions and deployments', () => {
  it('are limited, listed in pages, newest version first', async () => {
    const own = google.createProject({ owner: ADA });
    const path = `${API}/${own.scriptId}`;
    for (const description of ['a', 'b', ''])
      expect((await ask(google, ada, `POST ${path}/versions`, { description })).status).toBe(200);
    const refused = await ask(google, ada, `POST ${path}/versions`, {});
    expect(messageOf(refused)).toContain('up to 3 versions');
    const first = await ask(google, ada, `GET ${path}/versions?pageSize=2`);
    expect(first.body['versions']).toMatchObject([
      { versionNumber: 3 },
      { versionNumber: 2, description: 'b' },
    ]);
    const rest = await ask(
      google,
      ada,
      `GET ${path}/versions?pageToken=${String(first.body['nextPageToken'])}`,
    );
    expect(rest.body).toMatchObject({ versions: [{ versionNumber: 1, description: 'a' }] });
    expect((await ask(google, ada, `GET ${path}/versions/2`)).body).toMatchObject({ versionNumber: 2 });
    expect((await ask(google, ada, `GET ${path}/versions/9`)).status).toBe(404);
  });

  it('of a project keep @HEAD as it is and end at the limit', async () => {
    const own = google.createProject({ owner: ADA });
    const path = `${API}/${own.scriptId}/deployments`;
    own.addVersion('');
    const head = own.deployments[0]?.deploymentId ?? '';
    const deploymentConfig = { versionNumber: 1, scriptId: own.scriptId, manifestFileName: 'appsscript' };
    const changed = await ask(google, ada, `PUT ${path}/${head}`, { deploymentConfig });
    expect(messageOf(changed)).toBe('Read-only deployments may not be modified.');
    expect(messageOf(await ask(google, ada, `DELETE ${path}/${head}`))).toBe(
      'Read-only deployments may not be deleted.',
    );
    const made = await ask(google, ada, `POST ${path}`, { versionNumber: 1 });
    await ask(google, ada, `POST ${path}`, { versionNumber: 1 });
    expect(messageOf(await ask(google, ada, `POST ${path}`, { versionNumber: 1 }))).toBe(
      'Scripts may only have up to 2 versioned deployments at a time.',
    );
    expect((await ask(google, ada, `POST ${path}`, { versionNumber: 7 })).status).toBe(404);
    const one = `${path}/${String(made.body['deploymentId'])}`;
    expect((await ask(google, ada, `DELETE ${one}`)).status).toBe(200);
    expect((await ask(google, ada, `GET ${one}`)).status).toBe(400);
    expect((await ask(google, ada, `GET ${path}/never`)).status).toBe(404);
    expect(own.deployments).toHaveLength(2);
  });
});
