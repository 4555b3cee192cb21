import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findConnector } from '../../environments/node/cli/Connectors';
import { filesIn, scratch, start, until } from '../cli/harness';
import { AuthorizationServer, CANARY } from '../sign-in/support/AuthorizationServer';
import { loginCommandsOf, PAGES } from './support/Pages';
import { wordsOf } from './support/Shell';

const SECRET = `secret${CANARY}`;

let server: AuthorizationServer;

beforeAll(async () => {
  server = await AuthorizationServer.start();
});

afterAll(async () => {
  await server.close();
});

/** Every variable that the command names holds the secret of the app. */
function variablesOf(words: readonly string[]): Record<string, string> {
  const named = words.filter((_word, index) => words[index - 1] === '--secret');
  return Object.fromEntries(named.map(each => [each.split('=')[1] ?? '', SECRET]));
}

const commands = PAGES.flatMap(page => loginCommandsOf(page).map(command => ({ page, command })));

it('the pages show how to sign in from a terminal', () => {
  expect(commands.length).toBeGreaterThan(0);
});

describe.each(commands)('$page: $command', ({ command }) => {
  it('signs in, and keeps what came where the page says', async () => {
    const words = wordsOf(command).slice(2);
    const { hosts = [] } = findConnector(words[1] ?? '').manifest;
    const folder = scratch();
    const routed = hosts
      .filter(host => !host.startsWith('*'))
      .flatMap(host => ['--host', `${host}=${server.origin}`]);
    const { child, finished } = start(folder, [...words, ...routed], variablesOf(words));
    let shown = '';
    child.stderr?.on('data', (data: Buffer) => (shown += data.toString()));
    const address = () => /in:\n {2}(https:\/\/\S+)/.exec(shown)?.[1];
    await until(() => address() !== undefined);
    const url = new URL(address() ?? '');
    const [clientId = ''] = ['client_id', 'app_id'].flatMap(name => url.searchParams.getAll(name));
    await server.configure({ clientId, clientSecret: SECRET });
    const { location } = await server.visit(url.href);
    expect(await (await fetch(location ?? '')).text()).toContain('You are signed in.');
    const { code, stdout, stderr } = await finished;
    expect({ code, told: (stdout + stderr).includes(CANARY) }).toEqual({ code: 0, told: false });
    expect(Object.keys(filesIn(folder))).toEqual(['sheetbound.duckdb.state.json']);
  });
});

it('docs/sign-in.md explains messages that Sheetbound really prints, word for word', () => {
  const source = ['src/Core/Auth', 'environments/apps-script', 'environments/emulator/google']
    .flatMap(folder =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter(file => file.endsWith('.ts'))
        .map(file => readFileSync(join(folder, file), 'utf8')),
    )
    .join('\n')
    .replace(/\$\{[^}]*\}/g, '');
  const cells = [...readFileSync('docs/sign-in.md', 'utf8').matchAll(/^\| \*(.+?)\* \| /gm)];
  const messages = cells.map(([, cell = '']) => cell.replace(/ \(.*/, ''));
  expect(messages.length).toBeGreaterThan(5);
  expect(messages.filter(message => !source.includes(message.replace('refresh_token', '')))).toEqual([]);
});
