import { RUN_CONFIG_TYPE } from '../../src/Constants';
import type { AbstractConnector } from '../../src/Core/AbstractConnector';
import type { AbstractSource } from '../../src/Core/AbstractSource';
import type { StorageFactory } from '../../src/Core/AbstractStorage';
import { createPropertyLease, type Lease } from '../../src/Core/Lease';
import type { RunProgress } from '../../src/Core/RunReport';
import type { RunState, RunStateStore } from '../../src/Core/RunState';
import type { OpenRun } from '../../src/Imports/DueDigest';
import type { ImportDefinition } from '../../src/Imports/ImportDefinition';
import { secretSlots, type Secrets } from '../../src/Imports/SecretValues';
import { GoogleSheetsStorage } from '../../src/Storages/GoogleSheets/Storage';
import { connectorOf, declarationsOf, sourceOf } from './Connecting';
import type { RunUndo } from './file/UndoTab';
import type { Runtime } from './Runtime';
import { DocumentRunState } from './state/RunStates';
import { DocumentTabMemory } from './state/DocumentTabMemory';
import { collectSignIn, neededFills, signInOfImport } from './sign-in/CollectSignIn';
import { SecretStore } from './state/SecretStore';

/** A run, made ready: nothing is fetched yet. */
export interface PreparedRun {
  connector: AbstractConnector;
  source: AbstractSource;
}

export interface RunOptions {
  backfill?: OpenRun['backfill'];
  /** The rows of a node whose unique key changed are removed and loaded anew. */
  reload?: boolean;
  /** Of a definition that is not saved yet. Default: those that are stored. */
  secrets?: Secrets;
  /** Keeps what is needed to take changes back. Previews and clean-ups do without. */
  undo?: RunUndo;
  onProgress?: (progress: RunProgress) => void;
}

/** Brings together what a connector is handed: source, tabs, state, lease. */
export function prepareRun(runtime: Runtime, definition: ImportDefinition, options: RunOptions): PreparedRun {
  const { documentProperties } = runtime;
  const state = new DocumentRunState(documentProperties, definition.id, definition.name);
  const { backfill, onProgress } = options;
  const secrets = options.secrets ?? readableSecrets(runtime, definition);
  const source = sourceOf(definition, secrets, backfill?.values);
  const connector = new (connectorOf(definition.source).Connector)(source, {
    state,
    importId: definition.id,
    storages: storagesOf(runtime, options.undo),
    lease: leaseOf(runtime, definition.id),
    request: backfill
      ? { type: RUN_CONFIG_TYPE.MANUAL_BACKFILL, from: backfill.from, to: backfill.to }
      : { type: RUN_CONFIG_TYPE.INCREMENTAL },
    ...(options.reload ? { reload: true } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  return { connector, source };
}

/** The right to run an import, or to change what its runs change. */
export function leaseOf(runtime: Runtime, importId: string): Lease {
  return createPropertyLease({
    store: runtime.documentProperties,
    key: `sheetbound.lease.${importId}`,
    // Asked for only when it is taken: a preview makes nobody known.
    get holder() {
      return runtime.me.name;
    },
    startedAt: runtime.startedAt,
  });
}

export function storagesOf(runtime: Runtime, undo?: RunUndo): StorageFactory {
  const { spreadsheet, documentProperties } = runtime;
  const memory = new DocumentTabMemory(documentProperties);
  return target =>
    new GoogleSheetsStorage(target, {
      spreadsheet,
      memory,
      ...(undo ? { journal: undo.journalOf(target) } : {}),
      flush: () => {
        SpreadsheetApp.flush();
      },
    });
}

/** Begun before the run: undoing takes its progress back together with its cells. */
export function beginUndo(
  runtime: Runtime,
  { id, name }: ImportDefinition,
  store: RunStateStore,
  { begun, isContinued }: { begun: number; isContinued: boolean },
): RunUndo {
  const header = {
    version: 1 as const,
    importId: id,
    importName: name,
    startedAt: begun,
    stateBefore: JSON.stringify(withoutActive(store.load())),
  };
  return runtime.undo.begin(header, isContinued);
}

function withoutActive(state: RunState): RunState {
  const rest = { ...state };
  delete rest.active;
  return rest;
}

/** The import's secrets, as far as whoever runs the script may read them. Names whose they are when they are missing. */
export function readableSecrets(runtime: Runtime, definition: ImportDefinition): Secrets {
  const { id, secretScope, source, values, owner, name } = definition;
  const slots = secretSlots(declarationsOf(connectorOf(source)), values);
  if (!slots.length) return {};
  const signIn = signInOfImport(definition);
  const secrets =
    (signIn && collectSignIn(runtime, definition)) ??
    new SecretStore(runtime.userProperties, runtime.documentProperties).read(id, secretScope);
  const missing = slots.filter(
    slot => secrets[slot.path] === undefined && definition.secretNames.includes(slot.path),
  );
  if (missing.length && owner.id !== runtime.me.id)
    throw new Error(
      `[${source}] "${name}" runs with a key that only ${owner.name} can read. Nothing was fetched or written. Ask ${owner.name} to run it, or enter your own key: Sheetbound > Advanced > Take over schedule.`,
    );
  if (signIn && neededFills(signIn).some(path => secrets[path] === undefined))
    throw new Error(
      `[${source}] Nobody has signed in for "${name}" yet. Nothing was fetched or written. Sign in: Sheetbound > Sign in.`,
    );
  if (missing.length)
    throw new Error(
      `[${source}] The key of "${name}" is not here (${missing.map(({ label }) => label).join(', ')}). Nothing was fetched or written. Enter it again: Sheetbound > Manage credentials.`,
    );
  return secrets;
}
