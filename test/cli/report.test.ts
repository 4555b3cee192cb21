import { describe, expect, it } from 'vitest';
import { failureText } from '../../environments/node/cli/ReportText';

describe('a failure on the screen', () => {
  const failure = { node: 'orders', account: 'eu', message: 'x is not a function' };

  it('says where a mistake of the program was made, as trace takes it', () => {
    const stack = 'TypeError: x is not a function\n    at read (Code:12:5)\n    at fetchData (Code:88:3)';
    expect(failureText({ ...failure, stack })).toBe(
      'orders, eu: x is not a function (at Code:12:5 < Code:88:3)',
    );
  });

  it('names files without the folders of the machine', () => {
    const stack =
      'TypeError: x\n    at read (file:///home/ada/keys/dist/GitHub-1.js:4:2)\n    at C:\\ada\\b.js:1:1';
    expect(failureText({ ...failure, stack })).toBe(
      'orders, eu: x is not a function (at GitHub-1.js:4:2 < b.js:1:1)',
    );
  });

  it('says nothing more of an error that has a text for users', () =>
    expect(failureText(failure)).toBe('orders, eu: x is not a function'));
});
