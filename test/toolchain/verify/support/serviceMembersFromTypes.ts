import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';

const FOLDER = 'node_modules/@types/google-apps-script';

/** Declared by the types as global names; scripts reach them by their service only. */
const NO_GLOBALS = ['console', 'Date2', 'Charset', 'DigestAlgorithm', 'MacAlgorithm', 'RsaAlgorithm'];

/** Members that Google documents and the types lack. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  ScriptApp: ['requireAllScopes', 'requireScopes'],
};

/** The text of toolchain/verify/ServiceMembers.ts, made of the types of Google's services. */
export async function serviceMembersFromTypes(): Promise<string> {
  const files = readdirSync(FOLDER)
    .filter(name => name.endsWith('.d.ts') && name !== 'index.d.ts')
    .map(name => join(FOLDER, name));
  const program = ts.createProgram(files, { types: [], lib: ['lib.es2020.d.ts'], noEmit: true });
  const checker = program.getTypeChecker();
  const members = new Map<string, string[]>();
  for (const file of files) {
    const source = program.getSourceFile(file);
    source?.forEachChild(node => {
      if (!ts.isVariableStatement(node)) return;
      for (const { name } of node.declarationList.declarations) {
        if (!ts.isIdentifier(name) || NO_GLOBALS.includes(name.text)) continue;
        const type = checker.getTypeAtLocation(name);
        const names = type.getProperties().map(property => property.name);
        members.set(name.text, [...new Set([...names, ...(LATER[name.text] ?? [])])].sort());
      }
    });
  }
  const lines = [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => `  ${name}: '${all.join(' ')}',`);
  const text = `/**
 * What each service of Apps Script has, as the types of Google's services say. Made by
 * \`npx vitest run test/toolchain/verify/service-members.test.ts -u\`.
 */
export const SERVICE_MEMBERS: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`;
  return format(text, { ...(await resolveConfig('package.json')), parser: 'typescript' });
}
