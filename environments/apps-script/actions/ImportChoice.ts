import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import { textOf, type Request } from '../Request';
import type { Runtime } from '../Runtime';
import { requireOwnFile } from './ReconnectFile';

/** The import that is meant: by `importId` (or name), the only one there is, or the one chosen in a dialog. */
export function chooseImport(
  runtime: Runtime,
  request: Request | undefined,
  question: string,
): ImportDefinition {
  requireOwnFile(runtime);
  const { imports, dialogs } = runtime;
  const wanted = textOf(request, 'importId');
  if (wanted !== undefined) return imports.get(wanted);
  const all = imports.list();
  const [only] = all;
  if (!only) throw new Error(noImports(runtime));
  if (all.length === 1) return only;
  const names = all.map(({ name }) => name);
  if (!dialogs)
    throw new Error(
      `[Sheetbound] Say which import: "importId" is one of ${names.join(', ')}. Nothing was done.`,
    );
  const chosen = all[dialogs.choose('Sheetbound', question, names)];
  return chosen ?? only;
}

export function noImports({ imports }: Runtime): string {
  const [broken] = imports.unreadable();
  return (
    broken?.problem ??
    '[Sheetbound] There are no imports in this file yet. Choose Sheetbound > Add or change an import. Nothing was done.'
  );
}
