/**
 * Writes `names.json`: the method names of every class of Google's services, read from the type declarations. Run it
 * after an update of @types/google-apps-script: `npx tsx environments/emulator/google/google-api/generate.ts`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const folder = dirname(createRequire(import.meta.url).resolve('@types/google-apps-script/package.json'));
/** Namespace of the declarations to the service that a script names; classes of `Base` stand alone. */
const SERVICES: Readonly<Record<string, string>> = {
  Base: '',
  Cache: 'CacheService',
  HTML: 'HtmlService',
  Lock: 'LockService',
  Mail: 'MailApp',
  Properties: 'PropertiesService',
  Script: 'ScriptApp',
  Spreadsheet: 'SpreadsheetApp',
  URL_Fetch: 'UrlFetchApp',
  Utilities: 'Utilities',
};
/** Services of which nothing is emulated: their own methods suffice to name what was called. */
const FOREIGN =
  /^(BigQuery|CalendarApp|Charts|ContactsApp|ContentService|DocumentApp|DriveApp|FormApp|GmailApp|GroupsApp|Jdbc|LanguageApp|LinearOptimizationService|Maps|SitesApp|SlidesApp|XmlService)$/;
const names: Record<string, string> = {};

function collect(node: ts.Node, namespace: string): void {
  if (ts.isModuleDeclaration(node)) {
    const inner = namespace === '' && node.name.text === 'GoogleAppsScript' ? '' : node.name.text;
    if (node.body) ts.forEachChild(node.body, child => collect(child, inner));
    return;
  }
  if (!ts.isInterfaceDeclaration(node)) return;
  const name = node.name.text;
  const service = SERVICES[namespace];
  if (service === undefined && !FOREIGN.test(name)) return;
  const members = new Set<string>();
  for (const member of node.members)
    if (ts.isMethodSignature(member) && ts.isIdentifier(member.name)) members.add(member.name.text);
  const key = !service || name === service ? name : `${service}.${name}`;
  names[key] = [...members].sort().join(' ');
}

for (const file of readdirSync(folder).filter(name => name.endsWith('.d.ts')))
  ts.forEachChild(
    ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.ES2020),
    node => collect(node, ''),
  );
const sorted = Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(
  join(dirname(fileURLToPath(import.meta.url)), 'names.ts'),
  [
    "/** Method names of every class of the services, from Google's type declarations; written by `generate.ts`. */",
    'export const METHOD_NAMES: Readonly<Record<string, string>> = ' +
      JSON.stringify(sorted, null, 2) +
      ';\n',
  ].join('\n'),
);
