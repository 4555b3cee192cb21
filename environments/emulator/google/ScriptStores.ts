import type { CacheEntry, EmulatorState } from './EmulatorState';

/** What belongs to one script project alone, be it the one of the file or a library that it includes. */
export interface ScriptStores {
  readonly scriptProperties: Record<string, string>;
  /** Undefined for a project that is bound to no file: scripts get null, for the document's lock and cache too. */
  readonly documentProperties: Record<string, string> | undefined;
  /** By `script`, `document` or `user:<email>`; replaced when Google forgets them. */
  readonly caches: Record<string, Record<string, CacheEntry>>;
  /** The name under which a lock of this project is held. */
  lockScope(scope: string): string;
  /** By name without `.html`. */
  htmlFile(name: string): string | undefined;
}

type HtmlFiles = Readonly<Record<string, string>>;

function htmlFileOf(files: HtmlFiles, name: string): string | undefined {
  return Object.hasOwn(files, name) ? files[name] : undefined;
}

/** The stores of the script that is bound to the file. */
export function boundStores(state: EmulatorState, htmlFiles: HtmlFiles): ScriptStores {
  return {
    get scriptProperties() {
      return state.scriptProperties;
    },
    get documentProperties() {
      return state.documentProperties;
    },
    get caches() {
      return state.caches;
    },
    lockScope: scope => scope,
    htmlFile: name => htmlFileOf(htmlFiles, name),
  };
}

/** The stores of a library: one instance, whoever includes it. */
export function libraryStores(state: EmulatorState, id: string, htmlFiles: HtmlFiles): ScriptStores {
  const own = () => ((state.libraries ??= {})[id] ??= { scriptProperties: {}, caches: {} });
  return {
    get scriptProperties() {
      return own().scriptProperties;
    },
    documentProperties: undefined,
    get caches() {
      return own().caches;
    },
    lockScope: scope => `library:${id}:${scope}`,
    htmlFile: name => htmlFileOf(htmlFiles, name),
  };
}
