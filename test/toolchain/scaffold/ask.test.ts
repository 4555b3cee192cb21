import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askDesign, CancelledError } from '../../../toolchain/scaffold/AskDesign';
import type { GivenDesign } from '../../../toolchain/scaffold/ReadDesign';

const ENTER = '\r';
const DOWN = '\u001b[B';
const CTRL_C = '\u0003';

/** A person who types each answer when its question is on the screen. */
async function talk(given: GivenDesign, script: readonly (readonly [question: RegExp, keys: string])[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  let screen = '';
  let next = 0;
  output.on('data', (data: Buffer) => {
    screen += data.toString();
    const [question, keys = ''] = script[next] ?? [];
    if (!question?.test(screen)) return;
    next++;
    screen = '';
    setImmediate(() => input.write(keys));
  });
  const design = await askDesign(given, ['GitHub'], { input, output });
  return { design, asked: next };
}

describe('a dialogue', () => {
  it('asks for everything, in order, with defaults that Enter takes', async () => {
    const { design } = await talk({}, [
      [/What is the connector called/, `Shop${ENTER}`],
      [/Where is its API/, `https://api.example.com/v1${ENTER}`],
      [/know who asks/, DOWN + DOWN + DOWN + ENTER],
      [/long list/, ENTER],
      [/What does it list/, DOWN + ENTER],
      [/api\.example\.com\/v1\/\.\.\./, ENTER],
    ]);
    expect(design).toEqual({
      name: 'Shop',
      baseUrl: 'https://api.example.com/v1',
      auth: 'bearer',
      tokenUrl: undefined,
      paging: 'none',
      kind: 'time-series',
      node: 'records',
    });
  });

  it('asks only for what was not given, and for the tokens of OAuth', async () => {
    const given = { name: 'Shop', auth: 'oauth2-refresh', paging: 'page', kind: 'catalogue', node: 'orders' };
    const { design, asked } = await talk(given, [
      [/Where is its API/, `https://api.example.com/v1${ENTER}`],
      [/Where are tokens to be had/, ENTER],
    ]);
    expect(asked).toBe(2);
    expect(design).toMatchObject({ ...given, tokenUrl: 'https://api.example.com/oauth/token' });
  });

  it('says what is wrong with an answer, and asks again', async () => {
    const given = { auth: 'none', paging: 'none', kind: 'catalogue', node: 'orders' };
    const { design } = await talk(given, [
      [/What is the connector called/, `Github${ENTER}`],
      [/differ in case only/, `\b\b\b\b\b\bShop${ENTER}`],
      [/Where is its API/, `http://api.example.com${ENTER}`],
      [/only https/, `${'\b'.repeat(30)}https://api.example.com${ENTER}`],
    ]);
    expect(design).toMatchObject({ name: 'Shop', baseUrl: 'https://api.example.com' });
  });

  it.each([/What is the connector called/, /Where is its API/, /know who asks/])(
    'is left by Ctrl-C at %s',
    async question => {
      const answers: [RegExp, string][] = [
        [/What is the connector called/, `Shop${ENTER}`],
        [/Where is its API/, `https://api.example.com${ENTER}`],
        [/know who asks/, ENTER],
      ];
      const script = answers.map(([asked, keys]): [RegExp, string] => [
        asked,
        String(asked) === String(question) ? CTRL_C : keys,
      ]);
      await expect(talk({}, script)).rejects.toThrow(CancelledError);
    },
  );
});
