import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ScriptProject } from '../../../environments/emulator/script-api/ScriptProject';
import { listPushes } from '../../../toolchain/deploy/journal/JournalRecord';
import { splitStamp } from '../../../toolchain/deploy/stage/StampLine';
import { builtScript, MANIFEST, note, openWorkshop, textsOf, type Workshop } from './support/workshop';

let shop: Workshop;
let project: ScriptProject;
let name = '';
let number = 0;

beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());

beforeEach(() => {
  name = `t${++number}`;
  project = shop.target(name);
  shop.build({ 'Code.js': builtScript('000000000001'), 'appsscript.json': JSON.stringify(MANIFEST) });
});
afterEach(() => {
  shop.loopback.google.clearFaults();
  shop.loopback.google.clearRequests();
  shop.waits.length = 0;
});

const puts = () => shop.loopback.google.requests().filter(({ method }) => method === 'PUT').length;
const code = () => splitStamp(project.source('Code'));

describe('a push', () => {
  it('replaces a new project, stamps the script, and notes what it did', async () => {
    const result = await shop.pushOne(name);
    expect(result).toMatchObject({ outcome: 'pushed', build: '000000000001', notes: [] });
    expect(code().body).toBe(builtScript('000000000001'));
    expect(code().stamp).toMatchObject({ build: '000000000001', kept: [] });
    expect(textsOf(project)['appsscript']).toBe(JSON.stringify(MANIFEST));
    const record = note(shop.root, name, 'pushes', result.id ?? '', 'push.json');
    expect(record).toMatchObject({ status: 'done', kind: 'push', build: '000000000001', clasp: '3.4.1' });
    expect(note(shop.root, name, 'current.json')).toMatchObject({ id: result.id, deployed: code().stamp });
    const saved = join(
      shop.root,
      '.sheetbound',
      'targets',
      name,
      'pushes',
      result.id ?? '',
      'before',
      'Code.js',
    );
    expect(readFileSync(saved, 'utf8')).toContain('myFunction');
  });

  it('does nothing the second time, also on a fresh clone that has no notes', async () => {
    await shop.pushOne(name);
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'up-to-date' });
    writeFileSync(join(shop.root, `.clasp.${name}c.json`), JSON.stringify({ scriptId: project.scriptId }));
    expect(await shop.pushOne(`${name}c`)).toMatchObject({ outcome: 'up-to-date' });
    shop.build({ 'Code.js': builtScript('000000000002') });
    expect(await shop.pushOne(`${name}c`)).toMatchObject({ outcome: 'pushed' });
    expect(puts()).toBe(2);
  });

  it('removes a file that the build has no more, which clasp alone would not see', async () => {
    shop.build({ 'Page.html': '<p>page</p>' });
    await shop.pushOne(name);
    expect(Object.keys(textsOf(project))).toContain('Page');
    shop.build({ 'Page.html': null });
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'pushed' });
    expect(Object.keys(textsOf(project)).sort()).toEqual(['Code', 'appsscript']);
  });

  it('refuses to go over an edit, names who made it, and overwrites it only when told to, with a copy saved', async () => {
    await shop.pushOne(name);
    const edited = `${project.source('Code')}// by hand\n`;
    project.edit('Code', edited, shop.loopback.google.user('bob@example.com'));
    shop.build({ 'Code.js': builtScript('000000000002') });
    const refused = await shop.pushOne(name);
    expect(refused.outcome).toBe('refused');
    expect(refused.message).toMatch(/Code\.gs +edited since the last push \(20\d\d-.* by bob@example\.com\)/);
    expect(refused.message).toMatch(
      new RegExp(`Put ours over it: +npx sheetbound push --env ${name} --overwrite\\n`),
    );
    expect(refused.message).not.toContain('--keep');
    expect(project.source('Code')).toBe(edited);
    const { outcome, id } = await shop.pushOne(name, { overwrite: true });
    expect(outcome).toBe('pushed');
    const copy = join(shop.root, '.sheetbound', 'targets', name, 'pushes', id ?? '', 'before', 'Code.js');
    expect(readFileSync(copy, 'utf8')).toBe(edited);
  });

  it('leaves a user’s own file with --keep, and from then on without, on every machine', async () => {
    await shop.pushOne(name);
    project.edit('lib/Mine', 'function registerConnectors() {}\r\n');
    shop.build({ 'Code.js': builtScript('000000000002') });
    const refused = await shop.pushOne(name);
    expect(refused.message).toMatch(
      /Leave lib\/Mine\.gs in the project: .* --keep\n.*Remove lib\/Mine\.gs: .* --overwrite\n/,
    );
    const pushed = project.source('Code');
    project.edit('Code', 'edited();');
    const both = await shop.pushOne(name, { keep: true });
    expect(both.outcome).toBe('refused');
    expect((await shop.pushOne(name)).message).toMatch(
      /Leave lib\/Mine\.gs, put ours over the rest: .* --keep --overwrite\n.*Remove lib\/Mine\.gs, put ours over the rest: .*\d --overwrite\n/,
    );
    project.edit('Code', pushed);
    expect(await shop.pushOne(name, { keep: true })).toMatchObject({ outcome: 'pushed', notes: [] });
    expect(project.source('lib/Mine')).toBe('function registerConnectors() {}\r\n');
    expect(code().stamp?.kept).toEqual(['lib/Mine']);
    project.edit('lib/Mine', 'function registerConnectors() { /* more */ DriveApp.getFiles(); }');
    writeFileSync(join(shop.root, `.clasp.${name}c.json`), JSON.stringify({ scriptId: project.scriptId }));
    shop.build({ 'Code.js': builtScript('000000000003') });
    const { outcome, notes } = await shop.pushOne(`${name}c`);
    expect(outcome).toBe('pushed');
    expect(notes.join()).toMatch(/^lib\/Mine\.gs:1: DriveApp\.getFiles needs [^]*"extraScopes"/);
    expect(project.source('lib/Mine')).toContain('more');
  });

  it('takes a foreign file away with --overwrite; a rollback brings it back, foreign as before', async () => {
    await shop.pushOne(name);
    project.edit('Mine', 'mine();');
    expect(await shop.pushOne(name, { overwrite: true })).toMatchObject({ outcome: 'pushed' });
    expect(Object.keys(textsOf(project))).not.toContain('Mine');
    expect(await shop.pushOne(name, { rollback: {} })).toMatchObject({ outcome: 'pushed' });
    expect(project.source('Mine')).toBe('mine();');
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'refused' });
  });

  it('refuses a push from elsewhere over ours, and says when it was', async () => {
    await shop.pushOne(name);
    writeFileSync(join(shop.root, `.clasp.${name}c.json`), JSON.stringify({ scriptId: project.scriptId }));
    shop.build({ 'Code.js': builtScript('000000000002') });
    await shop.pushOne(`${name}c`);
    shop.build({ 'Code.js': builtScript('000000000003') });
    const refused = await shop.pushOne(name);
    expect(refused.outcome).toBe('refused');
    expect(refused.message).toMatch(/build 000000000002 was pushed from elsewhere, on 20\d\d-/);
    shop.build({ 'Code.js': builtScript('000000000002') });
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'up-to-date' });
    shop.build({ 'Code.js': builtScript('000000000003') });
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'pushed' });
  });

  it('shows what would change and touches nothing in a dry run', async () => {
    const before = textsOf(project);
    const result = await shop.pushOne(name, { dryRun: true });
    expect(result).toMatchObject({ outcome: 'planned', plan: { scopes: { gained: MANIFEST.oauthScopes } } });
    expect(textsOf(project)).toEqual(before);
    expect(existsSync(join(shop.root, '.sheetbound', 'targets', name))).toBe(false);
  });

  it('keeps the order that the target asks for', async () => {
    const settings = {
      filePushOrder: ['dist\\apps-script\\Page.html', './Code.js'],
      rootDir: 'dist/apps-script',
    };
    const ordered = shop.target(`${name}o`, settings);
    shop.build({ 'Page.html': '<p>' });
    await shop.pushOne(`${name}o`);
    expect(ordered.content().map(file => file.name)).toEqual(['Page', 'Code', 'appsscript']);
    shop.build({ 'Page.html': null });
  });

  it('counts what is kept, and keeps no more than twenty pushes', async () => {
    for (let build = 10; build < 33; build++) {
      shop.build({ 'Code.js': builtScript(`0000000000${build}`) });
      await shop.pushOne(name, { services: { now: () => new Date(Date.UTC(2026, 0, 1, 0, build)) } });
    }
    const kept = listPushes(shop.root, name);
    expect(kept.length).toBeLessThanOrEqual(21);
    expect(kept[0]).toMatchObject({ build: '000000000032', status: 'done' });
  });
});

describe('a rollback', () => {
  it('brings back what stood before, and can itself be rolled back', async () => {
    const start = textsOf(project);
    await shop.pushOne(name);
    const first = textsOf(project);
    shop.build({ 'Code.js': builtScript('000000000002') });
    await shop.pushOne(name);
    const back = await shop.pushOne(name, { rollback: {} });
    expect(back).toMatchObject({ outcome: 'pushed', build: '000000000001' });
    expect(code().body).toBe(splitStamp(first['Code'] ?? '').body);
    expect(await shop.pushOne(name, { rollback: {} })).toMatchObject({ outcome: 'pushed' });
    expect(code()).toMatchObject({ body: builtScript('000000000002'), stamp: { build: '000000000002' } });
    const firstPush = listPushes(shop.root, name).at(-1)?.id ?? '';
    expect(await shop.pushOne(name, { rollback: { to: firstPush } })).toMatchObject({ outcome: 'pushed' });
    expect(code().body).toBe(builtScript('000000000001'));
    expect(start['Code']).toContain('myFunction');
  });

  it('brings back a new project byte by byte, and the next push goes over it', async () => {
    const start = textsOf(project);
    await shop.pushOne(name);
    await shop.pushOne(name, { rollback: {} });
    expect(textsOf(project)).toEqual(start);
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'pushed' });
  });

  it('brings back a version of the project', async () => {
    await shop.pushOne(name);
    project.addVersion('first');
    shop.build({ 'Code.js': builtScript('000000000002') });
    await shop.pushOne(name);
    const pushed = project.source('Code');
    project.edit('Code', 'edited();');
    expect((await shop.pushOne(name, { rollback: { to: '1' } })).message).toContain(
      `npx sheetbound push --rollback --to 1 --env ${name} --overwrite\n`,
    );
    project.edit('Code', pushed);
    expect(await shop.pushOne(name, { rollback: { to: '1' } })).toMatchObject({
      outcome: 'pushed',
      restored: 'version 1',
    });
    expect(code().body).toBe(builtScript('000000000001'));
    expect(await shop.pushOne(name)).toMatchObject({ outcome: 'pushed' });
  });

  it('removes a file even when nothing else changes, which clasp alone would not see', async () => {
    project.addVersion('as it was');
    const before = textsOf(project);
    project.edit('More', 'more();');
    expect(await shop.pushOne(name, { rollback: { to: '1' }, overwrite: true })).toMatchObject({
      outcome: 'pushed',
    });
    expect(Object.keys(textsOf(project))).toEqual(Object.keys(before));
    expect(project.source('Code')).toBe(before['Code']);
  });

  it('looks for edits as a push does, and leaves a user’s own file as it is', async () => {
    await shop.pushOne(name);
    project.edit('Mine', 'v1();');
    shop.build({ 'Code.js': builtScript('000000000002') });
    await shop.pushOne(name, { keep: true });
    project.edit('Mine', 'v2();');
    await shop.pushOne(name, { rollback: {} });
    expect([code().body, project.source('Mine')]).toEqual([builtScript('000000000001'), 'v2();']);
    project.edit('Code', 'edited();');
    const refused = await shop.pushOne(name, { rollback: {} });
    expect(refused.message).toContain(`npx sheetbound push --rollback --env ${name} --overwrite`);
    expect(project.source('Code')).toBe('edited();');
  });

  it('says what to do when there is nothing to go back to', async () => {
    const result = await shop.pushOne(name, { rollback: {} });
    expect(result).toMatchObject({ outcome: 'failed', isInvalid: true });
    expect(result.message).toContain(`npx sheetbound versions --env ${name}`);
    const unknown = await shop.pushOne(name, { rollback: { to: 'yesterday' } });
    expect(unknown.message).toContain(`npx sheetbound pushes --env ${name}`);
  });

  it('refuses a saved copy that was changed', async () => {
    const { id } = await shop.pushOne(name);
    const copy = join(shop.root, '.sheetbound', 'targets', name, 'pushes', id ?? '', 'before', 'Code.js');
    writeFileSync(copy, 'tampered();');
    const result = await shop.pushOne(name, { rollback: {} });
    expect(result.message).toContain('Code.js is not as it was saved');
    expect(puts()).toBe(1);
  });
});
