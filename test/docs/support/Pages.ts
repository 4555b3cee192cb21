import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordsOf } from './Shell';

/** Every page that people read. */
export const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs').map(name => join('docs', name)),
  ...readdirSync('src/Sources').flatMap(source =>
    readdirSync(join('src/Sources', source))
      .filter(name => name.endsWith('.md'))
      .map(name => join('src/Sources', source, name)),
  ),
].filter(page => page.endsWith('.md'));

/** Pages whose commands build on each other: tests of their own type them in their order. */
const WALKED = ['docs/writing-a-connector.md', 'docs/deploy.md'];

/** Commands that need a checkout with a target, and a Google. */
const DEPLOYMENT = ['verify', 'create', 'push', 'pushes', 'diff', 'versions', 'deploy', 'trace', 'new'];

/** Commands of a page, each once, without comments and arrows: those with a placeholder are no commands but forms of them. */
function commandsOf(page: string): string[] {
  if (WALKED.includes(page)) return [];
  const found = readFileSync(page, 'utf8').match(/npx sheetbound [a-z][^`\n|]*/g) ?? [];
  return [...new Set(found.map(line => line.replace(/\s+(#|-{3}).*$/, '').trim()))].filter(
    line => !/[<[]/.test(line),
  );
}

/** Commands that run anywhere. */
export function importCommandsOf(page: string): string[] {
  return commandsOf(page).filter(line => !isDeployment(line) && !isLogin(line));
}

/** Commands that need somebody at a browser. */
export function loginCommandsOf(page: string): string[] {
  return commandsOf(page).filter(isLogin);
}

/** Commands that deploy, or prepare it. */
export function deploymentCommandsOf(page: string): string[] {
  return commandsOf(page).filter(isDeployment);
}

function isLogin(line: string): boolean {
  return wordsOf(line)[2] === 'login';
}

function isDeployment(line: string): boolean {
  return DEPLOYMENT.includes(wordsOf(line)[2] ?? '');
}
