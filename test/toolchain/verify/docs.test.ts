import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { USUAL_SCOPES } from '../../../toolchain/verify/ScopeRules';
import { shortScope } from '../../../toolchain/verify/Scopes';
import { Project } from './support/project';
import { kindRows, rowsOf, scopeRows } from './support/tables';

const page = readFileSync('docs/scopes.md', 'utf8');

describe('docs/scopes.md', () => {
  it('explains every kind of fault: whoever meets one looks it up there', () => {
    expect(rowsOf(page, 'Kinds of fault')).toEqual(kindRows());
  });

  it('says which calls need which scope', () => {
    expect(rowsOf(page, 'Scopes by call')).toEqual(scopeRows());
  });

  it('names the scopes that users of this repository are asked for', () => {
    const [asked] = page.split('\n## What Google asks users to allow\n').slice(1);
    const table = rowsOf(page, 'What Google asks users to allow').map(([scope]) => scope);
    expect(table.sort()).toEqual(
      new Project()
        .verify()
        .scopes.map(({ scope }) => `\`${shortScope(scope)}\``)
        .sort(),
    );
    for (const scope of USUAL_SCOPES) expect(asked).toContain(shortScope(scope));
  });
});
