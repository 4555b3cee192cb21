import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HELD_BY, SCOPE_RULES } from '../../../toolchain/verify/ScopeRules';
import { reasonsOf, type ScopeReason } from '../../../toolchain/verify/Scopes';

const AUTH = 'https://www.googleapis.com/auth/';
const FULL = `${AUTH}spreadsheets`;
const CURRENT = `${AUTH}spreadsheets.currentonly`;

const reasonsIn = (source: string): ScopeReason[] => reasonsOf({ name: 'Code', type: 'SERVER_JS', source });
const scopesOf = (source: string): string[] => reasonsIn(source).map(({ scope }) => scope);

/** A call that a rule is for, with the scope that it needs. */
const call = fc.constantFrom(
  ...SCOPE_RULES.flatMap(({ service, members, scope }) =>
    service === undefined ? [] : (members ?? ['someMember']).map(member => ({ service, member, scope })),
  ),
);
const name = fc.constantFrom('service', 'api', 'app$1', '_it');

describe('scopes are derived from calls: users are asked for what is used, and for no more', () => {
  it('never takes a call in a string, a comment, a template or a regular expression for one', () => {
    fc.assert(
      fc.property(call, ({ service, member }) => {
        const text = `${service}.${member}()`;
        const code = `// ${text}\n/* ${text} */ const a = "${text}", b = '${text}', c = \`${text}\`, d = /${service}.${member}/, e = { ${service}: 1 }, f = e.${service};`;
        expect(scopesOf(code)).toEqual([]);
      }),
    );
  });

  it('never takes a local name for a service', () => {
    fc.assert(
      fc.property(call, ({ service, member }) => {
        expect(scopesOf(`function f(${service}) { ${service}.${member}(); }`)).toEqual([]);
        expect(scopesOf(`class ${service} {} function g() { new ${service}().${member}(); }`)).toEqual([]);
      }),
    );
  });

  it('finds a call however it is written', () => {
    fc.assert(
      fc.property(call, name, ({ service, member, scope }, alias) => {
        for (const code of [
          `function f() { ${service}.${member}(); }`,
          `function f() { ${service}['${member}'](); }`,
          `function f() { return ${service}?.${member}; }`,
          `function f() { globalThis.${service}.${member}(); }`,
          `const ${alias} = ${service}; function f() { ${alias}.${member}(); }`,
          `const ${alias} = globalThis; function f() { ${alias}.${service}.${member}(); }`,
          `function f() { const x = ${service}; const ${alias} = x; ${alias}.${member}(); }`,
          `function f() { const { ${member}: ${alias} } = ${service}; ${alias}(); }`,
        ])
          expect(scopesOf(code), code).toEqual([scope]);
      }),
    );
  });

  it('asks for every right of a service that is handed on, where its calls cannot be seen', () => {
    fc.assert(
      fc.property(call, name, ({ service, scope }, alias) => {
        for (const code of [
          `function f() { use(${service}); }`,
          `function f() { let ${alias}; ${alias} = ${service}; ${alias}.x(); }`,
          `function f(key) { return ${service}[key](); }`,
          `function f() { return { ${alias}: ${service} }; }`,
          `function f() { const { ${service}: ${alias} } = globalThis; ${alias}.x(); }`,
        ])
          expect(scopesOf(code), code).toContain(HELD_BY[scope] ?? scope);
      }),
    );
  });

  it('gives the narrow right to the bound spreadsheet, and the wide one only for other files', () => {
    expect(scopesOf('function f() { SpreadsheetApp.getActive(); }')).toEqual([CURRENT]);
    expect(scopesOf('function f() { SpreadsheetApp.getActive(); SpreadsheetApp.openById("x"); }')).toEqual([
      FULL,
    ]);
    expect(scopesOf('const s = SpreadsheetApp; function f() { s.openById("x"); }')).toEqual([FULL]);
  });

  it('asks for nothing where nothing is needed', () => {
    const code = `function f() { if (typeof MailApp === 'undefined') return; LockService.getScriptLock(); CacheService.getUserCache();
      PropertiesService.getUserProperties(); Utilities.getUuid(); Logger.log(1); Session.getScriptTimeZone(); ScriptApp.getOAuthToken();
      HtmlService.createHtmlOutput(''); }`;
    expect(scopesOf(code)).toEqual([]);
  });

  it('knows what services hand out: a sidebar needs its right though no service is named beside it', () => {
    expect(scopesOf('function f(ui) { ui.showSidebar(page()); }')).toEqual([`${AUTH}script.container.ui`]);
  });

  it('says why, and where: a user may ask what a right is for', () => {
    const [reason] = reasonsIn('\nfunction f() { MailApp.sendEmail("a@b.ch", "x", "y"); }');
    expect(reason).toMatchObject({
      scope: `${AUTH}script.send_mail`,
      reasons: ['sends e-mail in the name of the user'],
      consent: 'Send email as you',
      calls: [{ call: 'MailApp.sendEmail', place: { file: 'Code.js', line: 2, column: 16 } }],
    });
  });
});
