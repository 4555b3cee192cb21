import { promiseHooks } from 'node:v8';
import { Script } from 'node:vm';
import type { Execution } from '../Execution';
import type { Globals } from '../Globals';
import { dependenciesOf, type Library, type WithLibraries } from '../script/Libraries';
import type { ScriptRealm } from './ScriptRealm';

const nothing = new Script('');

/**
 * The libraries of one execution, each in a context of its own: other globals, so `instanceof` tells their values
 * apart. A library is evaluated when its identifier is first named.
 */
export class LibraryRealms {
  private readonly namespaces = new Map<Library, object>();
  private readonly realms: ScriptRealm[] = [];

  constructor(
    private readonly execution: Execution,
    private readonly globalsOf: (host: Execution) => Globals,
  ) {}

  /** Gives a context its services and the libraries that its manifest includes. */
  furnish(host: Execution, manifest: WithLibraries): void {
    for (const [name, make] of this.globalsOf(host)) host.realm.defineLazily(name, make);
    for (const { userSymbol, libraryId } of dependenciesOf(manifest)) {
      const library = host.world.libraries.get(libraryId);
      if (library) host.realm.defineLazily(userSymbol, () => this.namespaceOf(library));
    }
  }

  /** Promises of several realms wait for one another: their queues are emptied in turn until nothing moves any more. */
  settle(): void {
    if (this.realms.length === 0) return;
    let moved = true;
    const stop = promiseHooks.onBefore(() => {
      moved = true;
    }) as () => void;
    try {
      while (moved) {
        moved = false;
        for (const realm of [this.execution.realm, ...this.realms])
          realm.evaluate(nothing, this.execution.world.realTimeLimit);
      }
    } finally {
      stop();
    }
  }

  /** What the including script sees: the enumerable globals whose names do not end in an underscore. */
  private namespaceOf(library: Library): object {
    const known = this.namespaces.get(library);
    if (known) return known;
    const realm = this.execution.newRealm();
    const host = this.execution.inLibrary(realm, library.stores);
    const namespace = realm.object({});
    this.namespaces.set(library, namespace);
    this.realms.push(realm);
    this.furnish(host, library.manifest);
    host.evaluate(library.project.script);
    for (const name of Object.keys(realm.context).filter(each => !each.endsWith('_')))
      Object.defineProperty(namespace, name, {
        get: () => realm.context[name] as unknown,
        enumerable: true,
      });
    return namespace;
  }
}
