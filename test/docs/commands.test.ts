import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratch, sheetbound } from '../cli/harness';
import type { SourceCases } from '../sources/cases';
import { importCommandsOf, PAGES } from './support/Pages';
import { wordsOf } from './support/Shell';

/** Of the shape of a real one; the simulator takes it for valid. */
const TOKEN = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz';

/** What the simulator of the source takes, in the variables that the command names: `--secret Setting=VARIABLE`. */
async function variablesOf([, source = '', ...words]: readonly string[]): Promise<Record<string, string>> {
  const named = words.flatMap((word, index) =>
    words[index - 1] === '--secret' ? [word.split('=') as [string, string]] : [],
  );
  if (!named.length) return {};
  const path = new URL(`../sources/${source}/cases.ts`, import.meta.url).href;
  const { cases } = (await import(/* @vite-ignore */ path)) as { cases: SourceCases };
  return Object.fromEntries(named.map(([setting, variable]) => [variable, secretOf(cases, setting)]));
}

/** `Auth.Token` is the item Token of what is chosen for Auth. */
function secretOf({ secrets, values }: SourceCases, setting: string): string {
  const [choice = '', item] = setting.split('.');
  const { items } = (item === undefined ? {} : (values[choice] ?? {})) as { items?: Record<string, unknown> };
  return String((item === undefined ? secrets?.[setting] : items?.[item]) ?? '');
}

describe.each(PAGES)('%s', page => {
  for (const command of importCommandsOf(page)) {
    it(`${command} does what the page says`, async () => {
      const words = wordsOf(command).slice(2);
      const isAsking = ['run', 'check'].includes(words[0] ?? '');
      const simulated = isAsking && !words.includes('--simulate') ? [...words, '--simulate'] : words;
      const { code, stderr } = await sheetbound(scratch(), simulated, {
        GITHUB_TOKEN: TOKEN,
        ...(await variablesOf(words)),
      });
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
