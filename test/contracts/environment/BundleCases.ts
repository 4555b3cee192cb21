import { fileURLToPath } from 'node:url';
import { rollup, type Plugin } from 'rollup';
import ts from 'typescript';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const ENTRY = 'cases-in-google';

/** Not a file: it stands between the types of Node and those of Apps Script. */
const ENTRY_CODE = `
import { createAppsScriptEnvironment } from ${JSON.stringify(here('../../../environments/apps-script/AppsScriptEnvironment.ts'))};
import { ENVIRONMENT_CASES } from ${JSON.stringify(here('./cases/index.ts'))};
export function runCase(name, world) {
  const found = ENVIRONMENT_CASES.find(candidate => candidate.name === name);
  if (!found) throw new Error('no case ' + name);
  found.run(createAppsScriptEnvironment({ startedAt: Date.now() }), world);
  return 'kept';
}`;

/** One Apps Script file whose `runCase(name, world)` runs a case inside Google's context. */
export async function bundleCases(): Promise<string> {
  const bundle = await rollup({ input: ENTRY, plugins: [transpile()] });
  const { output } = await bundle.generate({
    format: 'iife',
    name: 'Cases',
    generatedCode: { constBindings: true },
  });
  return `${output[0].code}\nfunction runCase(name, world) { return Cases.runCase(name, world); }\n`;
}

/** As the build does, without its type check: every file is compiled for itself. */
function transpile(): Plugin {
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2020,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    useDefineForClassFields: false,
  };
  return {
    name: 'transpile',
    resolveId(source, importer) {
      if (source === ENTRY) return ENTRY;
      if (!importer || !source.startsWith('.')) return null;
      const paths = [`${source}.ts`, `${source}/index.ts`].map(file =>
        fileURLToPath(new URL(file, `file://${importer}`)),
      );
      return paths.find(path => ts.sys.fileExists(path)) ?? null;
    },
    load: id => (id === ENTRY ? ENTRY_CODE : null),
    transform: (code, id) =>
      id.endsWith('.ts') ? ts.transpileModule(code, { compilerOptions, fileName: id }).outputText : null,
  };
}
