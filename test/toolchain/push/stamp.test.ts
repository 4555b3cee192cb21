import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  digestOf,
  readDeployed,
  splitStamp,
  stampOf,
  withStamp,
  type Deployed,
} from '../../../toolchain/deploy/stage/StampLine';

const STAMP: Deployed = {
  build: '0123456789ab',
  pushed: '2026-11-23T01:02:03.000Z',
  files: { Code: 'f'.repeat(16), appsscript: '0'.repeat(16) },
  kept: ['Mine', 'weird "name"\n'],
};

const BODY = fc
  .array(fc.constantFrom('a();', '\n', '\r\n', ' ', '//# sheetbound=', '{', 'é😀', '\u2028'))
  .map(parts => parts.join(''));

it('finds its stamp again under any script, and the script unchanged but for a line end', () => {
  fc.assert(
    fc.property(BODY, body => {
      const stamped = withStamp(body, STAMP);
      const split = splitStamp(stamped);
      expect(split.stamp).toEqual(STAMP);
      expect([body, `${body}\n`]).toContain(split.body);
      const [a, b] = [stamped, body].map(source => digestOf({ name: 'Code', type: 'SERVER_JS', source }));
      expect(a).toBe(b);
    }),
  );
});

it('takes a damaged, foreign or future stamp for a line of the script', () => {
  const line = withStamp('', STAMP).trim();
  for (const source of [
    `a(); ${line}`,
    `${line}\nfunction added() {}`,
    line.slice(0, -1),
    line.replace('"v":1', '"v":2'),
    '//# sheetbound={"v":1,"build":"x","pushed":"never","files":{},"kept":[]}',
    '//# sheetbound={"v":1,"build":"x","pushed":"2026-01-01","files":{"a":1},"kept":[]}',
    '//# sheetbound=null',
  ])
    expect(splitStamp(source)).toEqual({ body: source });
});

it('looks for the stamp in the script Code only', () => {
  const source = withStamp('a();', STAMP);
  expect(stampOf([{ name: 'Code', type: 'SERVER_JS', source }])).toEqual(STAMP);
  expect(stampOf([{ name: 'Other', type: 'SERVER_JS', source }])).toBeUndefined();
  expect(stampOf([{ name: 'Code', type: 'HTML', source }])).toBeUndefined();
});

it('reads no note that lacks something', () => {
  expect(readDeployed({ ...STAMP })).toEqual(STAMP);
  for (const key of ['build', 'pushed', 'files', 'kept'])
    expect(readDeployed({ ...STAMP, [key]: undefined })).toBeUndefined();
});
