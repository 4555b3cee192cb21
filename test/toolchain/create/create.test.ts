import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createTarget,
  type CreatedTarget,
  type CreateOptions,
} from '../../../toolchain/deploy/create/CreateTarget';
import type { Send } from '../../../toolchain/google/Send';
import { ANN, world, type World } from '../support/world';

interface Call {
  lines: string[];
  result: Promise<CreatedTarget | undefined>;
}

function create(here: World, changes: Partial<CreateOptions> = {}, send?: Send): Call {
  const lines: string[] = [];
  const options: CreateOptions = {
    root: here.root,
    env: 'dev',
    google: here.google(send),
    say: line => lines.push(line),
    confirm: () => Promise.resolve(true),
    wait: () => Promise.resolve(),
    ...changes,
  };
  return { lines, result: createTarget(options) };
}

function settings({ root }: World): Record<string, unknown> {
  return JSON.parse(readFileSync(join(root, '.clasp.dev.json'), 'utf8')) as Record<string, unknown>;
}

function journal({ root }: World): string {
  return join(root, '.sheetbound/targets/dev/create.json');
}

function sheets({ remote }: World): { id: string; name: string; trashed: boolean }[] {
  return remote.drive.visibleTo(ANN).map(({ id, name, trashed }) => ({ id, name, trashed }));
}

/** What a finished `create` leaves: one spreadsheet, one script in it, the file that names both, no note. */
function expectWhole(here: World): void {
  const kept = sheets(here).filter(({ trashed }) => !trashed);
  const projects = here.remote.projects().filter(({ parentId }) => parentId === kept[0]?.id);
  expect(kept).toHaveLength(1);
  expect(projects).toHaveLength(1);
  expect(settings(here)).toEqual({
    scriptId: projects[0]?.scriptId,
    parentId: kept[0]?.id,
    rootDir: 'dist/apps-script',
  });
  expect(existsSync(journal(here))).toBe(false);
}

async function errorOf(promise: Promise<unknown>): Promise<Error & { kind?: string }> {
  return promise.then(
    () => expect.fail('no error'),
    (error: unknown) => error as Error,
  );
}

describe('create', () => {
  it('makes a spreadsheet with its script and the file of the target', async () => {
    const here = await world();
    const { result } = create(here);
    expect(await result).toMatchObject({ title: 'Sheetbound (dev)', account: ANN, target: { name: 'dev' } });
    expect(sheets(here).map(({ name }) => name)).toEqual(['Sheetbound (dev)']);
    expectWhole(here);
  });

  it('asks who and what before anything is created, and takes no for an answer', async () => {
    const here = await world();
    const asked: unknown[] = [];
    const confirm = (...words: unknown[]) => Promise.resolve(asked.push(words) === 0);
    expect(await create(here, { confirm, title: 'Marketing' }).result).toBeUndefined();
    expect(asked).toEqual([['Marketing', ANN]]);
    expect([sheets(here), existsSync(join(here.root, '.clasp.dev.json')), existsSync(journal(here))]).toEqual(
      [[], false, false],
    );
  });

  it('never touches a target that exists', async () => {
    const here = await world();
    writeFileSync(join(here.root, '.clasp.dev.json'), '{"scriptId": "mine"}');
    const error = await errorOf(create(here).result);
    expect(error.message).toMatch(
      /\.clasp\.dev\.json exists already\. Nothing was created\..*push --env dev/,
    );
    expect(error.kind).toBe('invalid');
    expect(readFileSync(join(here.root, '.clasp.dev.json'), 'utf8')).toBe('{"scriptId": "mine"}');
    expect(here.remote.requests()).toEqual([]);
  });

  it('makes no target that would be the same file on macOS and Windows', async () => {
    const here = await world();
    writeFileSync(join(here.root, '.clasp.DEV.json'), '{"scriptId": "mine"}');
    const error = await errorOf(create(here).result);
    expect(error.message).toMatch(/\.clasp\.DEV\.json exists already.*push --env DEV/);
    expect(here.remote.requests()).toEqual([]);
  });

  it('takes no empty title, with which Google makes a spreadsheet and then no script', async () => {
    const here = await world();
    const error = await errorOf(create(here, { title: ' ' }).result);
    expect(error.message).toMatch(
      /--title is empty\. Nothing was created\. Leave it off for "Sheetbound \(dev\)"/,
    );
    expect(here.remote.requests()).toEqual([]);
  });

  it.each([
    ['default', /belongs to the repository/],
    ['../x', /is no name for a target/],
  ])('takes no target named %s', async (env, text) => {
    expect((await errorOf(create(await world(), { env }).result)).message).toMatch(text);
  });

  it('keeps the ids out of the repository', async () => {
    const here = await world();
    execFileSync('git', ['init', '-q'], { cwd: here.root });
    writeFileSync(join(here.root, '.gitignore'), 'node_modules/');
    const { lines, result } = create(here);
    await result;
    expect(lines).toContain('Added to .gitignore: .clasp.*.json, .sheetbound/');
    const status = execFileSync('git', ['status', '--short', '--untracked-files=all'], {
      cwd: here.root,
      encoding: 'utf8',
    });
    expect(status).toBe('?? .gitignore\n');
  });

  it('leaves a .gitignore that does so already as it is', async () => {
    const here = await world();
    execFileSync('git', ['init', '-q'], { cwd: here.root });
    writeFileSync(join(here.root, '.gitignore'), '.clasp.*\n.sheetbound\n');
    await create(here).result;
    expect(readFileSync(join(here.root, '.gitignore'), 'utf8')).toBe('.clasp.*\n.sheetbound\n');
  });

  it('creates nothing when it cannot note what it does', async () => {
    const here = await world();
    mkdirSync(`${journal(here)}.${process.pid}.tmp`, { recursive: true });
    const error = await errorOf(create(here).result);
    expect(error.message).toMatch(/create\.json cannot be written .*Nothing was created/);
    expect(sheets(here)).toEqual([]);
  });

  it('is done by one call at a time', async () => {
    const here = await world();
    const first = create(here);
    expect((await errorOf(create(here).result)).message).toMatch(
      /Another call creates target "dev" right now/,
    );
    await first.result;
    expectWhole(here);
  });
});

describe('what Google refuses', () => {
  it('a spreadsheet: nothing is left behind', async () => {
    const here = await world();
    here.login(ANN, [
      'https://www.googleapis.com/auth/script.projects',
      'https://www.googleapis.com/auth/userinfo.email',
    ]);
    const error = await errorOf(create(here).result);
    expect(error.message).toMatch(
      /Could not create the spreadsheet: your login was not given that right.*tick every box\. Nothing was created\./,
    );
    expect([sheets(here), existsSync(journal(here))]).toEqual([[], false]);
  });

  it('a script: the spreadsheet waits, and the same command goes on with it', async () => {
    const here = await world();
    here.remote.user(ANN).apiEnabled = false;
    const error = await errorOf(create(here).result);
    expect(error.message).toMatch(
      /script\.google\.com\/home\/usersettings.*No script was created\. The spreadsheet https:\S+ waits/,
    );
    here.remote.user(ANN).apiEnabled = true;
    const { lines, result } = create(here);
    await result;
    expect(lines).toContain('Going on with "Sheetbound (dev)", which an earlier call began.');
    expect(sheets(here)).toHaveLength(1);
    expectWhole(here);
  });

  it('a script in a spreadsheet that was thrown away meanwhile: it starts anew', async () => {
    const here = await world();
    here.remote.user(ANN).apiEnabled = false;
    await errorOf(create(here).result);
    here.remote.user(ANN).apiEnabled = true;
    const [first] = here.remote.drive.visibleTo(ANN);
    if (first) first.trashed = true;
    await create(here).result;
    expectWhole(here);
  });

  it('another account than the one that began', async () => {
    const here = await world();
    here.remote.user(ANN).apiEnabled = false;
    await errorOf(create(here).result);
    here.login('bob@example.com');
    expect((await errorOf(create(here).result)).message).toMatch(
      /begun as ann@example\.com, and you are logged in as bob@example\.com\. Nothing was created\./,
    );
  });
});

describe('an answer that is lost', () => {
  it.each([
    ['the spreadsheet, not made', 'drive/v3/files?', 'before' as const],
    ['the spreadsheet, made', 'drive/v3/files?', 'after' as const],
    ['the script, not made', 'v1/projects', 'before' as const],
    ['the script, made', 'v1/projects', 'after' as const],
  ])('to %s: this call or the next one ends whole', async (_what, path, cut) => {
    const here = await world();
    here.remote.fail({ match: new RegExp(`^POST \\S*${path.replace('?', '\\?')}`), cut });
    const first = await create(here).result.catch((error: unknown) => error as Error);
    if (first instanceof Error) {
      expect(first.message).toMatch(/may have been carried out all the same.*[Tt]he same command/);
      await create(here).result;
    }
    expectWhole(here);
  });
});

describe('killed', () => {
  /** Never answers again from the request with this number on: the process is dead. */
  function deadly(here: World, last: number, when: 'before' | 'after'): { send: Send; dead: Promise<void> } {
    let die: () => void = () => undefined;
    const dead = new Promise<void>(resolve => (die = resolve));
    let count = 0;
    const send: Send = async request => {
      count += 1;
      if (count < last) return here.send(request);
      if (when === 'after') await here.send(request);
      die();
      return new Promise(() => undefined);
    };
    return { send, dead };
  }

  /** userinfo, the spreadsheet, the script. */
  const moments = [1, 2, 3].flatMap(request =>
    (['before', 'after'] as const).map(when => [when, request] as const),
  );

  it.each(moments)('%s request %i was carried out: the next call leaves no orphan', async (when, request) => {
    const here = await world();
    const { send, dead } = deadly(here, request, when);
    void create(here, {}, send).result;
    await dead;
    rmSync(join(here.root, '.sheetbound/targets/dev/create.lock'));
    await create(here).result;
    expectWhole(here);
    const [sheet] = sheets(here);
    if (request < 3) expect(sheets(here)).toEqual([sheet]);
  });

  it('twice in a row', async () => {
    const here = await world();
    for (const [request, when] of [
      [2, 'after'],
      [3, 'after'],
    ] as const) {
      const { send, dead } = deadly(here, request, when);
      void create(here, {}, send).result;
      await dead;
      rmSync(join(here.root, '.sheetbound/targets/dev/create.lock'));
    }
    const { lines, result } = create(here);
    await result;
    expectWhole(here);
    expect(lines.join('\n')).toMatch(/Going on with/);
  });

  it('while Drive does not list yet what was made: the twin goes into the bin', async () => {
    const here = await world();
    const first = deadly(here, 2, 'after');
    void create(here, {}, first.send).result;
    await first.dead;
    rmSync(join(here.root, '.sheetbound/targets/dev/create.lock'));
    const [lost] = here.remote.drive.visibleTo(ANN);
    const unlisted: Send = async request => {
      if (!request.url.includes('?q=')) return here.send(request);
      if (lost) lost.trashed = here.remote.drive.visibleTo(ANN).length === 1;
      return here.send(request);
    };
    const { lines, result } = create(here, {}, unlisted);
    await result;
    expectWhole(here);
    expect(lines.join('\n')).toMatch(/to the bin: it was created twice/);
  });

  it('after the file was written: the next call says that it exists, and forgets', async () => {
    const here = await world();
    const { target } = (await create(here).result) ?? {};
    mkdirSync(join(journal(here), '..'), { recursive: true });
    writeFileSync(
      journal(here),
      JSON.stringify({
        v: 1,
        step: 'script',
        marker: 'm',
        title: 't',
        spreadsheetId: 's',
        scriptId: target?.scriptId,
      }),
    );
    expect((await errorOf(create(here).result)).message).toMatch(/exists already/);
    expectWhole(here);
  });
});

it('a note that somebody changed is not guessed at', async () => {
  const here = await world();
  mkdirSync(join(journal(here), '..'), { recursive: true });
  writeFileSync(journal(here), '{"v":1,"step":"made"}');
  expect((await errorOf(create(here).result)).message).toMatch(
    /was changed and cannot be read\. Nothing was created\. Delete it/,
  );
});
