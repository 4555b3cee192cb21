import { readdirSync } from 'node:fs';
import { Config } from '../../src/Core/AbstractConfig';
import type { AbstractSource } from '../../src/Core/AbstractSource';
import { castRecord } from '../../src/Core/Casting';
import { toDate } from '../../src/Core/CivilDate';
import { EnvironmentAdapter } from '../../src/Core/EnvironmentAdapter';
import { isCommand, isIterator, type FetchedRecords } from '../../src/Core/FetchProtocol';
import { resolveNode } from '../../src/Core/FieldsSchema';
import { fetchTogether } from '../../src/Core/Requesting';
import type { FieldType, Row, SourceRecord } from '../../src/Core/Schema';

/** Any source, whatever its parameters. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnySource = AbstractSource<any>;

const SOURCES = new URL('../../src/Sources/', import.meta.url);

/** Names, separated by commas: tests of what makes connectors look at those only. Default: all. */
const chosen = process.env['SHEETBOUND_TEST_SOURCES']?.split(',');

/** The folder is the registration. */
export function listSources(): string[] {
  return readdirSync(SOURCES, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && (chosen?.includes(entry.name) ?? true))
    .map(entry => entry.name);
}

export function sourceFile(name: string, file: string): URL {
  return new URL(`${name}/${file}`, SOURCES);
}

export async function loadSource(name: string, values: Record<string, unknown> = {}): Promise<AnySource> {
  const module = (await import(/* @vite-ignore */ sourceFile(name, 'Source.ts').href)) as Record<
    string,
    new (config: Config) => AnySource
  >;
  const Source = module[`${name}Source`];
  if (!Source) throw new Error(`${name}/Source.ts does not export ${name}Source.`);
  return new Source(new Config(values, name));
}

/** Answers what a source asks for, as a connector does, and collects its records. */
export function collect(records: FetchedRecords): SourceRecord[] {
  if (!isIterator(records)) return [...records];
  const found: SourceRecord[] = [];
  for (let step = records.next(undefined); !step.done;) {
    const { value } = step;
    if (!isCommand(value)) {
      found.push(...value);
      step = records.next(undefined);
    } else if (value.command === 'request') step = records.next(fetchTogether([value.request])[0]);
    else {
      EnvironmentAdapter.sleep(value.milliseconds);
      step = records.next(undefined);
    }
  }
  return found;
}

/** Everything that the accounts have in a window, cast to all fields of the node. */
export function importNode(source: AnySource, node: string, from: string, to: string): Row[] {
  source.config.validate(source.validate());
  const definition = resolveNode(source.fieldsSchema ?? {}, node);
  const fields = Object.fromEntries(
    Object.entries(definition.fields).map(([id, field]) => [
      id,
      { ...field, type: field.type ?? ('string' as FieldType) },
    ]),
  );
  const accounts = (definition.perAccount ?? source.hasAccounts) ? source.getAccounts() : [];
  return (accounts.length ? accounts : [undefined]).flatMap(account => {
    const context = { node, definition, fields: Object.keys(fields), account };
    // In a run each account and window has a state of its own.
    source.state = {};
    const records = collect(source.fetchData(toDate(from), toDate(to), context));
    return records.map(record =>
      castRecord(withAccount(record, definition.accountField, account), fields, `[${source.name}] ${node}`),
    );
  });
}

/** As a run does: the account stands in its column although the API does not repeat it in every record. */
function withAccount(record: SourceRecord, field: string | undefined, account: string | undefined) {
  if (field === undefined || account === undefined || (record[field] ?? null) !== null) return record;
  return { ...record, [field]: account };
}
