import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { LoadResult, Plugin, PluginContext } from 'rollup';
import { CompileCache, type CompiledFile } from './CompileCache';
import { listSources, resolveSource } from './SourceFiles';

export interface CompileOptions {
  tsconfig: string;
  /** Folders, relative to the checkout, whose files it compiles. */
  folders: readonly string[];
  compilerOptions: Readonly<Record<string, unknown>>;
}

/** No types are looked up, so none are loaded. */
const FILE_BY_FILE = {
  noCheck: true,
  noResolve: true,
  noEmit: false,
  noEmitOnError: false,
  allowImportingTsExtensions: false,
  noLib: true,
  types: [],
};

/** The compiler is slow to import as a module (its exports are searched for) and is not needed when all is cached. */
const require = createRequire(import.meta.url);

/**
 * `@rollup/plugin-typescript` without types, which the native compiler sees to: every file is compiled by itself, so what was
 * compiled before is taken from a cache and the compiler gets the changed files only.
 */
export function compiledTypeScript(options: CompileOptions): Plugin {
  const configuration = ['tsconfig.base.json', options.tsconfig].map(path => readFileSync(path, 'utf8'));
  // Pinned, the versions of both among them.
  const packages = readFileSync('package.json', 'utf8');
  const cache = new CompileCache(
    JSON.stringify([options.compilerOptions, FILE_BY_FILE, configuration, packages]),
  );
  return {
    name: 'sheetbound-typescript',
    async buildStart(rollupOptions) {
      const sources = listSources(options.folders);
      const stale = sources.filter(path => !cache.has(path));
      if (stale.length === 0) return;
      // The plugin holds each file against each pattern: of very many, that takes longer than compiling the rest.
      const isMost = stale.length * 2 > sources.length;
      const compiler = compilerOf(
        options,
        isMost ? options.folders.map(folder => `${folder}/**/*.ts`) : stale.map(inCheckout),
      );
      // What it would warn of are the types that it does not know; the native compiler says what is wrong.
      const context = Object.assign(Object.create(this) as PluginContext, { warn: () => undefined });
      callHook(compiler.buildStart, context, rollupOptions);
      for (const path of stale) {
        const result = await callHook<LoadResult>(compiler.load, context, path);
        cache.set(path, compiledFile(result, path));
      }
      callHook(compiler.buildEnd, context);
      cache.save();
    },
    resolveId: (importee, importer) => resolveSource(importee, importer),
    load(id) {
      if (!id.endsWith('.ts')) return null;
      this.addWatchFile(id);
      return cache.get(id) ?? null;
    },
  };
}

function inCheckout(path: string): string {
  return relative(process.cwd(), path).replaceAll('\\', '/');
}

function compilerOf({ tsconfig, compilerOptions }: CompileOptions, include: readonly string[]): Plugin {
  const typescript = require('@rollup/plugin-typescript') as (options: object) => Plugin;
  return typescript({
    tsconfig,
    include,
    filterRoot: process.cwd(),
    compilerOptions: {
      ...compilerOptions,
      ...FILE_BY_FILE,
    },
  });
}

function compiledFile(result: LoadResult | undefined, path: string): CompiledFile {
  if (!result || typeof result === 'string' || typeof result.code !== 'string')
    throw new Error(`${relative(process.cwd(), path)} was not compiled.`);
  const { code, map } = result;
  return { code, map: typeof map === 'string' ? map : map ? JSON.stringify(map) : null };
}

/** Hooks of a plugin within a plugin run in the context of the outer one. */
function callHook<T>(hook: unknown, context: PluginContext, ...values: unknown[]): T {
  const handler = typeof hook === 'function' ? hook : (hook as { handler: unknown }).handler;
  return (handler as (...values: unknown[]) => T).apply(context, values);
}
