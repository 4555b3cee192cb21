import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratch, sheetbound } from '../cli/harness';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs').map(name => join('docs', name)),
  ...readdirSync('src/Sources').flatMap(source =>
    readdirSync(join('src/Sources', source))
      .filter(name => name.endsWith('.md'))
      .map(name => join('src/Sources', source, name)),
  ),
].filter(page => page.endsWith('.md'));

/** Pages whose commands build on each other: `guide-commands.test.ts` runs them in their order. */
const WALKED = ['docs/writing-a-connector.md', 'docs/deploy.md'];

/** Of the shape of a real one; the simulator takes it for valid. */
const TOKEN = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz';

/** Whole commands: those with a placeholder are no commands but forms of them. */
function commandsOf(page: string): string[] {
  const found = readFileSync(page, 'utf8').match(/npx sheetbound [a-z][^`\n]*/g) ?? [];
  return [...new Set(found.map(line => line.replace(/\s+#.*$/, '').trim()))].filter(
    line => !/[<[]/.test(line),
  );
}

/** As a shell splits them, as far as these pages go. */
function wordsOf(command: string): string[] {
  const words = command.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  return words.slice(2).map(word => word.replace(/"/g, ''));
}

describe.each(PAGES)('%s', page => {
  for (const command of WALKED.includes(page) ? [] : commandsOf(page)) {
    it(`${command} does what the page says`, async () => {
      const words = wordsOf(command);
      const isAsking = ['run', 'check'].includes(words[0] ?? '');
      const simulated = isAsking && !words.includes('--simulate') ? [...words, '--simulate'] : words;
      const { code, stderr } = await sheetbound(scratch(), simulated, { GITHUB_TOKEN: TOKEN });
      expect({ code, stderr: code ? stderr : '' }).toEqual({ code: 0, stderr: '' });
    });
  }

  it('links to nothing that is not there', () => {
    const prose = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
    const links = [...prose.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, link = '']) => link);
    expect(links.filter(link => !existsSync(join(dirname(page), link)))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readFileSync(page, 'utf8').matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name);
    expect(named.filter(name => !scripts[name])).toEqual([]);
  });
});
