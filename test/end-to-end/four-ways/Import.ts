import type { Simulators } from '../../../environments/emulator/apis/Simulators';
import { addDays } from '../../../src/Core/CivilDate';
import { dateFields, resolveNode } from '../../../src/Core/FieldsSchema';
import { loadCases } from '../../sources/cases';
import { loadSource } from '../../sources/harness';

/** One node of a source, with the values that its simulator takes. */
export interface Import {
  source: string;
  /** Table or tab. */
  destination: string;
  values: Record<string, unknown>;
  /** Those of the values that are secret. */
  entered: readonly string[];
  /** Settings that its simulator needs. */
  simulator: Record<string, unknown>;
}

/** The last days of its first time series, else its first node. */
export async function importOf(source: string, today: string): Promise<Import> {
  const cases = await loadCases(source);
  const { fieldsSchema: schema = {} } = await loadSource(source, cases.values);
  const ids = Object.keys(schema);
  const isSeries = (id: string) => {
    const node = resolveNode(schema, id);
    return node.isTimeSeries ?? dateFields(node).length === 1;
  };
  const id = ids.find(isSeries) ?? ids[0] ?? '';
  const { defaultFields = ['*'], destinationName: destination = '' } = resolveNode(schema, id);
  const Fields = defaultFields.map(field => `${id} ${field}`).join(', ');
  const values = { ...cases.values, ...cases.secrets, Fields, StartDate: addDays(today, -6) };
  const entered = (await loadSource(source, values)).config.secrets();
  return { source, destination, values, entered, simulator: cases.simulator ?? {} };
}

/** Secrets that `texts` show: what was entered, what travelled, what was handed out. */
export async function secretsShown(
  simulators: Simulators,
  { source, entered }: Import,
  texts: unknown,
): Promise<string[]> {
  const secrets = new Set([...entered, ...(await simulators.secrets(source))]);
  const all = typeof texts === 'string' ? texts : JSON.stringify(texts);
  return [...secrets].filter(secret => all.includes(JSON.stringify(secret).slice(1, -1)));
}

/** The values with their secrets as `{"env": NAME}`, and the variables: what `--config` takes. */
export function configOf({ values, entered }: Import): {
  config: unknown;
  variables: Record<string, string>;
} {
  const variables: Record<string, string> = {};
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string' && entered.includes(value)) {
      const name = `SHEETBOUND_TEST_SECRET_${entered.indexOf(value)}`;
      variables[name] = value;
      return { env: name };
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hide(inner)]));
  };
  return { config: hide(values), variables };
}
