import { resolveNode } from '../../../src/Core/FieldsSchema';
import { castRecord } from '../../../src/Core/Casting';
import { toDate } from '../../../src/Core/CivilDate';
import type { FetchRequest } from '../../../src/Core/EnvironmentAdapter';
import { messageOf } from '../../../src/Core/Exceptions';
import type { Row } from '../../../src/Core/Schema';
import { installCanned, type Canned } from '../canned';
import { collect, loadSource } from '../harness';

export const AuthType = { value: 'oauth2', items: { AccessToken: 'EAAtoken0123456789' } };

/** An answer that holds an error of the Graph API. */
export function error(body: Record<string, unknown>, status = 400): Canned {
  return { status, body: { error: { type: 'OAuthException', fbtrace_id: 'AbC', ...body } } };
}

interface Wanted {
  /** Default: all fields of the node. */
  fields?: readonly string[];
  values?: Record<string, unknown>;
  /** First day; the last is 2026-03-02. */
  from?: string;
  /** The failure is given back instead of thrown. */
  fails?: boolean;
}

interface Imported {
  rows: Row[];
  asked: FetchRequest[];
  warnings: readonly string[];
  failure: string;
}

/** What one account has of a node, from canned answers. */
export async function importFrom(
  node: string,
  answers: Canned[],
  { fields, values = {}, from = '2026-03-01', fails = false }: Wanted = {},
): Promise<Imported> {
  const asked = installCanned(answers);
  const source = await loadSource('FacebookMarketing', { AuthType, AccountIDs: '1', ...values });
  source.config.validate(source.validate());
  const definition = resolveNode(source.fieldsSchema ?? {}, node);
  const wanted = fields ?? Object.keys(definition.fields);
  const types = Object.fromEntries(
    wanted.map(id => [id, { type: definition.fields[id]?.type ?? ('string' as const) }]),
  );
  const context = { node, definition, fields: wanted, account: '1' };
  try {
    const records = collect(source.fetchData(toDate(from), toDate('2026-03-02'), context));
    const rows = records.map(record => castRecord(record, types, node));
    return { rows, asked, warnings: source.takeWarnings(), failure: '' };
  } catch (thrown) {
    if (!fails) throw thrown;
    return { rows: [], asked, warnings: source.takeWarnings(), failure: messageOf(thrown) };
  }
}
