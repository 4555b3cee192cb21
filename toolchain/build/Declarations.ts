import { posix } from 'node:path';

/** Modules that the build makes, by the file that declares what they hold. */
const VIRTUAL: Readonly<Record<string, { path: string; text: string }>> = {
  'sheetbound:connectors': {
    path: 'src/AvailableConnectors.d.ts',
    text: `export declare const AvailableConnectors: import('./Core/ConnectorRegistry').ConnectorRegistry;\n`,
  },
};

const SPECIFIER = /(\b(?:from|import)\s*\(?\s*)(['"])(\.{1,2}\/[^'"]+|sheetbound:[^'"]+)\2/g;

/**
 * The declarations among compiled files, by path, with their imports as every resolver of TypeScript follows them: with
 * extension, and to files for what is virtual.
 */
export function packageDeclarations(files: ReadonlyMap<string, string>): Map<string, string> {
  const made = Object.values(VIRTUAL).map(({ path, text }) => [path, text] as const);
  const all = new Map([...[...files].filter(([path]) => path.endsWith('.d.ts')), ...made]);
  const withFiles = (path: string, text: string): string =>
    text.replace(
      SPECIFIER,
      (_, before: string, quote: string, name: string) =>
        `${before}${quote}${fileOf(name, path, all)}${quote}`,
    );
  return new Map([...all].map(([path, text]) => [path, withFiles(path, text)]));
}

/** What `importer` has to write for the file that it means; as it is where there is none. */
function fileOf(name: string, importer: string, all: ReadonlyMap<string, string>): string {
  const folder = posix.dirname(importer);
  const virtual = VIRTUAL[name];
  const target = virtual ? virtual.path.replace(/\.d\.ts$/, '') : posix.join(folder, name);
  const found = [target, `${target}/index`].find(path => all.has(`${path}.d.ts`));
  if (found === undefined) return name;
  const path = posix.relative(folder, found);
  return `${path.startsWith('.') ? path : `./${path}`}.js`;
}
