import type { EmulatorState } from '../EmulatorState';
import { libraryStores, type ScriptStores } from '../ScriptStores';
import { Project } from './Project';

/** A library that a manifest includes. */
export interface LibraryDependency {
  /** The identifier under which the script sees it. */
  userSymbol: string;
  /** Script id of the library. */
  libraryId: string;
  version?: string;
  developmentMode?: boolean;
}

/** The part of a manifest that names libraries. */
export interface WithLibraries {
  dependencies?: { libraries?: readonly LibraryDependency[] };
}

/** A script project that others include. */
export interface LibraryOptions {
  /** `Code.js` of the library. */
  code: string;
  /** Further script files by name without extension, evaluated after `Code` in this order. */
  files?: Readonly<Record<string, string>>;
  /** HTML files by name without extension. */
  htmlFiles?: Readonly<Record<string, string>>;
  /** Only its libraries count: scopes, hosts and time zone are those of the script that includes it. */
  manifest?: WithLibraries;
}

export interface Library {
  id: string;
  project: Project;
  manifest: WithLibraries;
  stores: ScriptStores;
}

export function dependenciesOf(manifest: WithLibraries): readonly LibraryDependency[] {
  return manifest.dependencies?.libraries ?? [];
}

/** The libraries that there are, by script id. */
export class Libraries {
  private readonly byId = new Map<string, Library>();

  constructor(options: Readonly<Record<string, LibraryOptions>>, state: EmulatorState) {
    for (const [id, { code, files, htmlFiles, manifest }] of Object.entries(options))
      this.byId.set(id, {
        id,
        project: Project.of({ Code: code, ...files }, `library ${id}`),
        manifest: manifest ?? {},
        stores: libraryStores(state, id, htmlFiles ?? {}),
      });
  }

  get(id: string): Library | undefined {
    return this.byId.get(id);
  }

  get projects(): Project[] {
    return [...this.byId.values()].map(({ project }) => project);
  }

  /** Google's text for the first library that a script, or a library of it, names and that is not there. */
  missing(manifest: WithLibraries, path = ''): string | undefined {
    for (const { userSymbol, libraryId } of dependenciesOf(manifest)) {
      const name = path + userSymbol;
      const library = this.byId.get(libraryId);
      if (!library)
        return `Library with identifier ${name} is missing (perhaps it was deleted, or you don't have read access?)`;
      const inner = this.missing(library.manifest, `${name}.`);
      if (inner !== undefined) return inner;
    }
    return undefined;
  }

  /** A library that nobody includes is a slip of whoever set the emulator up: its identifier would not be defined. */
  requireIncluded(manifest: WithLibraries): void {
    const manifests = [manifest, ...[...this.byId.values()].map(library => library.manifest)];
    const included = manifests.flatMap(each => dependenciesOf(each).map(({ libraryId }) => libraryId));
    const left = [...this.byId.keys()].filter(id => !included.includes(id));
    if (left.length)
      throw new Error(
        `No manifest includes the library ${left.join(', ')}: name it in dependencies.libraries, with userSymbol, libraryId and version.`,
      );
  }
}
