import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ScriptProject } from '../../../environments/emulator/script-api/ScriptProject';
import { FileLock } from '../../../environments/node/FileLock';
import { ClaspRunner } from '../../../toolchain/deploy/clasp/ClaspRunner';
import { findClasp } from '../../../toolchain/deploy/clasp/FindClasp';
import { targetFolder } from '../../../toolchain/deploy/journal/JournalFolder';
import { listPushes } from '../../../toolchain/deploy/journal/JournalRecord';
import { connectPushServices } from '../../../toolchain/deploy/push/PushServices';
import { pushTargets } from '../../../toolchain/deploy/push/PushTargets';
import { splitStamp } from '../../../toolchain/deploy/stage/StampLine';
import { readTargets } from '../../../toolchain/deploy/targets/Targets';
import { ADA } from '../support/loopback';
import { builtScript, MANIFEST, openWorkshop, sendTo, textsOf, type Workshop } from './support/workshop';

let shop: Workshop;
let project: ScriptProject;
let name = '';
let number = 0;

beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());

beforeEach(() => {
  name = `f${++number}`;
  project = shop.target(name);
  shop.build({ 'Code.js': builtScript('000000000001'), 'appsscript.json': JSON.stringify(MANIFEST) });
});
afterEach(() => {
  shop.loopback.google.clearFaults();
  shop.loopback.google.clearRequests();
  shop.waits.length = 0;
});

const fail = (...[fault]: Parameters<Workshop['loopback']['google']['fail']>) => {
  shop.loopback.google.fail(fault);
};
const PUT = /^PUT .*content/;
const GET = /^GET .*content/;
const buildIn = () => splitStamp(project.source('Code')).stamp?.build;
const putsSeen = () => shop.loopback.google.requests().filter(({ method }) => method === 'PUT').length;

describe('what Google refuses', () => {
  it('names the place of what the upload parser does not take, and leaves the project as it was', async () => {
    const before = textsOf(project);
    shop.build({ 'Code.js': builtScript('000000000001', 'class A {\n  x = 1;\n}') });
    const result = await shop.pushOne(name);
    expect(result).toMatchObject({ outcome: 'failed', isInvalid: true });
    expect(result.message).toMatch(/nothing was changed.*does not take the script: .*at Code\.gs:3\./s);
    expect(textsOf(project)).toEqual(before);
    expect(listPushes(shop.root, name)[0]).toMatchObject({ status: 'not-sent' });
  });

  it('names the line of the source where the map is at hand', async () => {
    const map = { version: 3, sources: ['../../src/Sources/A/Source.ts'], names: [], mappings: ';AAAA;AACA' };
    shop.build({
      'Code.js': builtScript('000000000001', 'class A {\n  x = 1;\n}'),
      'Code.js.map': JSON.stringify({ ...map, sourcesContent: ['class A {\n  x = 1;\n}'] }),
    });
    const result = await shop.pushOne(name);
    shop.build({ 'Code.js.map': null });
    expect(result.message).toContain('at Code.gs:3. That is src/Sources/A/Source.ts:2.');
  });

  it('hands on what Google says of the manifest', async () => {
    shop.build({ 'appsscript.json': JSON.stringify({ ...MANIFEST, nonsense: 1 }) });
    const result = await shop.pushOne(name);
    expect(result).toMatchObject({ outcome: 'failed', isInvalid: true });
    expect(result.message).toContain('"appsscript.json" has errors');
  });

  it('tells a project of somebody else from one that may only be read', async () => {
    const theirs = shop.loopback.google.createProject({ owner: 'bob@example.com' });
    writeFileSync(join(shop.root, `.clasp.${name}.json`), JSON.stringify({ scriptId: theirs.scriptId }));
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'failed', isInvalid: true });
    theirs.share(ADA, 'reader');
    const result = await shop.pushOne(name);
    expect(result).toMatchObject({ outcome: 'failed', isInvalid: true });
    expect(result.message).toMatch(/nothing was changed.*shared with you as an editor/s);
    expect(theirs.source('Code')).toContain('myFunction');
  });

  it('says of a wrong script id where the right one is found', async () => {
    writeFileSync(join(shop.root, `.clasp.${name}.json`), JSON.stringify({ scriptId: '1wrong-wrong-wrong' }));
    const result = await shop.pushOne(name);
    expect(result).toMatchObject({ outcome: 'failed', isInvalid: true });
    expect(result.message).toContain('Project Settings');
  });

  it('says once, for all targets, that the login has expired', async () => {
    shop.target(`${name}b`);
    const variables = { ...shop.loopback.env, HOME: shop.loopback.folder() };
    const expired = { access_token: 'old', refresh_token: 'revoked', client_id: 'a', client_secret: 'b' };
    writeFileSync(
      join(variables.HOME, '.clasprc.json'),
      JSON.stringify({ tokens: { default: { ...expired, expiry_date: 1 } } }),
    );
    const google = { send: sendTo(shop.loopback.google.url) };
    const services = connectPushServices({ root: shop.root, variables, google });
    const targets = readTargets(shop.root, { env: `${name},${name}b` });
    shop.loopback.google.clearRequests();
    await expect(pushTargets({ root: shop.root, targets, variables, services })).rejects.toMatchObject({
      message: expect.stringContaining('npx clasp login') as string,
      kind: 'invalid',
    });
    expect(shop.loopback.google.requests()).toHaveLength(1);
  });

  it('says that nobody is logged in before anything else', async () => {
    const options = { root: shop.root, targets: readTargets(shop.root, { env: name }) };
    const variables = { ...shop.loopback.env, HOME: shop.loopback.folder() };
    await expect(pushTargets({ ...options, variables })).rejects.toMatchObject({
      message: expect.stringContaining('npx clasp login') as string,
      kind: 'invalid',
    });
  });
});

describe('a network and a Google that fail', () => {
  // clasp itself sends a push up to four times.
  it('pushes again after a busy Google, having looked that nothing arrived', async () => {
    fail({ match: PUT, status: 503, times: 4 });
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'pushed' });
    expect(shop.waits).toEqual([2_000]);
    expect(buildIn()).toBe('000000000001');
  });

  it('gives up after three times, and says that the project stands as before', async () => {
    const before = textsOf(project);
    fail({ match: PUT, status: 429, times: 99 });
    const result = await shop.pushOne(name);
    expect(result).toMatchObject({ outcome: 'failed', isInvalid: false });
    expect(result.message).toMatch(/stands as before.*\(429\).*tried 3 times already\./s);
    expect(textsOf(project)).toEqual(before);
  });

  it.each(['after', 'during'] as const)(
    'finds out that a push arrived whose connection was cut %s',
    async cut => {
      fail({ match: PUT, cut, times: 99 });
      const result = await shop.pushOne(name);
      expect(result.outcome).toBe('pushed');
      expect(buildIn()).toBe('000000000001');
      shop.loopback.google.clearFaults();
      expect(await shop.pushOne(name)).toMatchObject({ outcome: 'up-to-date' });
    },
  );

  it('does not take what stood there for arrived, where a push changes no file', async () => {
    await shop.pushOne(name);
    project.edit('Mine', 'mine();');
    fail({ match: PUT, status: 403 });
    expect(await shop.pushOne(name, { keep: true })).toMatchObject({ outcome: 'failed' });
    expect(listPushes(shop.root, name)[0]?.status).toBe('not-sent');
    expect(await shop.pushOne(name, { keep: true })).toMatchObject({ outcome: 'pushed' });
  });

  it('sends again what a cut kept from arriving', async () => {
    fail({ match: PUT, cut: 'before', times: 4 });
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'pushed' });
  });

  it('does not claim to know when it cannot look; the next push finds out', async () => {
    fail({ match: GET, skip: 3, status: 500, times: 99 });
    const result = await shop.pushOne(name);
    expect(result.outcome).toBe('failed');
    expect(result.message).toMatch(/not known whether it arrived.*run the same command again/s);
    shop.loopback.google.clearFaults();
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'up-to-date', healed: { status: 'done' } });
    expect(putsSeen()).toBe(1);
  });

  it('knows a push for its own that arrives late, after clasp was ended for being slow', async () => {
    let letThrough: () => void = () => undefined;
    const gate = new Promise<void>(done => (letThrough = done));
    const underway = new Promise<void>(reached => {
      fail({
        match: PUT,
        before: () => {
          reached();
          return gate;
        },
      });
    });
    let sent: Promise<unknown> | undefined;
    const slow = { exitCode: 1, stdout: '', stderr: '', timedOut: true };
    const clasp = {
      warm: () => undefined,
      run: async (...call: Parameters<ClaspRunner['run']>) => {
        sent ??= shop.clasp.run(...call);
        await underway;
        return slow;
      },
    };
    const result = await shop.pushOne(name, { services: { clasp } });
    expect(result.message).toMatch(/stands as before.*took too long.*tried 3 times/s);
    letThrough();
    await sent;
    expect(listPushes(shop.root, name)[0]?.status).toBe('not-sent');
    shop.build({ 'Code.js': builtScript('000000000002') });
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'pushed', healed: { status: 'done' } });
  });

  it('ends a clasp that takes too long', async () => {
    const bin = join(shop.loopback.folder(), 'slow.mjs');
    writeFileSync(bin, 'setInterval(() => undefined, 1_000);');
    const installed = { version: '3.4.1', bin };
    const clasp = new ClaspRunner({ installed, root: shop.root, variables: {}, timeLimit: 50 });
    const job = { words: ['push'], folder: shop.root };
    expect(await clasp.run(job)).toMatchObject({ timedOut: true, exitCode: 1 });
  });
});

describe('an edit meanwhile', () => {
  it('is seen by the last look before clasp sends', async () => {
    fail({ match: GET, skip: 1, before: () => project.edit('Code', 'edited();') });
    const result = await shop.pushOne(name);
    expect(result.message).toMatch(
      /somebody changed the project while this push was made ready. Nothing was sent/,
    );
    expect([project.source('Code'), putsSeen()]).toEqual(['edited();', 0]);
  });

  it('is seen when what arrived is read back, with the ways on', async () => {
    fail({ match: PUT, after: () => project.edit('Code', 'edited();') });
    const result = await shop.pushOne(name);
    expect(result.outcome).toBe('failed');
    expect(result.message).toMatch(/Code\.gs {2}differs from line 1 on/);
    expect(result.message).toContain(`npx sheetbound push --rollback --env ${name} --overwrite`);
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'refused' });
    const back = await shop.pushOne(name, { rollback: {}, overwrite: true });
    expect(back.outcome).toBe('pushed');
    expect(project.source('Code')).toContain('myFunction');
  });
});

describe('this machine', () => {
  it('sends nothing when the notes cannot be written', async () => {
    mkdirSync(join(shop.root, '.sheetbound', 'targets'), { recursive: true });
    writeFileSync(targetFolder(shop.root, name), 'a file where a folder belongs');
    const result = await shop.pushOne(name);
    expect(result.message).toMatch(new RegExp(`targets/${name} cannot be written .*Nothing was sent`));
    expect(putsSeen()).toBe(0);
  });

  it('leaves no half of a push that could not be laid out', async () => {
    const map = join(shop.root, 'dist/apps-script/Code.js.map');
    mkdirSync(map);
    const result = await shop.pushOne(name, { services: { mapCopies: new Map() } });
    rmSync(map, { recursive: true });
    expect(result.message).toMatch(/cannot be written .*Nothing was sent/);
    expect(readdirSync(join(targetFolder(shop.root, name), 'pushes'))).toEqual([]);
  });

  it('sends nothing when there is no place for the copies', async () => {
    const folder = join(targetFolder(shop.root, name), 'pushes');
    mkdirSync(targetFolder(shop.root, name), { recursive: true });
    symlinkSync('/dev/full', folder);
    const result = await shop.pushOne(name);
    expect(result.message).toContain('Nothing was sent.');
    expect(putsSeen()).toBe(0);
  });

  it('lets one command at a time work on a target', async () => {
    mkdirSync(targetFolder(shop.root, name), { recursive: true });
    const other = new FileLock(join(targetFolder(shop.root, name), 'lock'));
    other.tryAcquire(0);
    const result = await shop.pushOne(name);
    other.release();
    expect(result.message).toMatch(new RegExp(`works on this target right now \\(process ${process.pid} `));
    expect(putsSeen()).toBe(0);
  });

  it('works in a folder that is reached through a link, where clasp alone refuses', async () => {
    const link = join(shop.loopback.folder(), 'link');
    symlinkSync(shop.root, link);
    expect(await shop.pushOne(name, { root: link })).toMatchObject({ outcome: 'pushed' });
  });

  it('says that there is no build, and how to make one', async () => {
    shop.build({ 'Code.js': null });
    await expect(shop.pushOne(name)).rejects.toMatchObject({
      message: expect.stringContaining('npm run build') as string,
      kind: 'invalid',
    });
  });
});

describe('another clasp', () => {
  it('is asked for when there is none', () => {
    expect(() => findClasp(shop.loopback.folder())).toThrow(/npm install --save-dev @google\/clasp@3\.4\.1/);
  });

  it('is run as a command when its program cannot be held, and its version is named', async () => {
    const installed = install(
      '3.9.0',
      `import ${JSON.stringify(resolve('node_modules/@google/clasp/build/src/index.js'))};`,
    );
    expect(installed.note).toContain('clasp 3.9.0 is installed; Sheetbound is tested with 3.4');
    expect(installed.program).toBeUndefined();
    expect(await pushThrough(installed)).toMatchObject({ outcome: 'pushed' });
    expect(buildIn()).toBe('000000000001');
  });

  it('is run as a command when the program that it has is another one', async () => {
    const installed = install(
      '4.0.0',
      `import ${JSON.stringify(resolve('node_modules/@google/clasp/build/src/index.js'))};`,
    );
    const program = join(installed.bin, '..', 'program.js');
    writeFileSync(program, 'export const somethingElse = 1;');
    expect(await pushThrough({ ...installed, program })).toMatchObject({ outcome: 'pushed' });
  });

  it.each([
    ['Skipping push.', "console.log('Skipping push.');"],
    ['nothing', ''],
    ['[]', "console.log('[]');"],
  ])('that says "%s" and sends nothing is no success', async (said, script) => {
    const result = await pushThrough(install('3.4.1', script));
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(result.message).toContain(`clasp ended as if all were well, but sent nothing (it said: ${said}).`);
  });

  it('that is installed in pieces is told', () => {
    const root = shop.loopback.folder();
    mkdirSync(join(root, 'node_modules/@google/clasp'), { recursive: true });
    writeFileSync(join(root, 'node_modules/@google/clasp/package.json'), '{"version":"3.4.1"}');
    expect(() => findClasp(root)).toThrow(/is damaged.*npm install/);
  });

  function install(version: string, script: string) {
    const root = shop.loopback.folder();
    const folder = join(root, 'node_modules/@google/clasp');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ version, type: 'module', bin: { clasp: 'c.js' } }),
    );
    writeFileSync(join(folder, 'c.js'), script);
    chmodSync(join(folder, 'c.js'), 0o755);
    return findClasp(root);
  }

  async function pushThrough(installed: ReturnType<typeof findClasp>) {
    const clasp = new ClaspRunner({ installed, root: shop.root, variables: shop.loopback.env });
    try {
      return await shop.pushOne(name, { services: { clasp } });
    } finally {
      clasp.close();
    }
  }
});

describe('several targets', () => {
  it('go on when one of them fails, in the order that was asked for', async () => {
    const [second, third] = [shop.target(`${name}b`), shop.target(`${name}c`)];
    second.edit('Code', 'somebody’s();');
    const results = await shop.push(`${name}c,${name}b,${name}`);
    expect(results.map(({ target, outcome }) => [target.name, outcome])).toEqual([
      [`${name}c`, 'pushed'],
      [`${name}b`, 'refused'],
      [name, 'pushed'],
    ]);
    expect(second.source('Code')).toBe('somebody’s();');
    expect(splitStamp(third.source('Code')).body).toBe(splitStamp(project.source('Code')).body);
  });
});
