import { isCivilDate } from '../../../src/Core/CivilDate';
import { isConfigurationException, type Fault } from '../../../src/Core/Exceptions';
import { checkRun } from '../../../src/Core/RunSetup';
import type { BackfillOrder } from '../../../src/Imports/DueDigest';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import { splitSecrets } from '../../../src/Imports/SecretValues';
import { connectorOf, declarationsOf, sourceOf } from '../Connecting';
import { recordOf, textOf, type Request } from '../Request';

/** Asks for a day that was not given. */
type Asking = Record<'from' | 'to', () => string>;

const DAYS = [
  ['from', 'StartDate', 'First day'],
  ['to', 'EndDate', 'Last day'],
] as const;

/**
 * What a request says of a backfill. The days may come as `from` and `to` or, as a form made from the declarations
 * sends them, as `StartDate` and `EndDate` among the `values`. Names every fault, those of the values among them.
 */
export function givenBackfill(
  definition: ImportDefinition,
  request: Request | undefined,
  asking: Asking,
): { backfill: BackfillOrder; faults: Fault[] } {
  const values = { ...recordOf(request, 'values') };
  const backfill: BackfillOrder = { from: '', to: '' };
  const faults: Fault[] = [];
  for (const [end, parameter, label] of DAYS) {
    const among = textOf(values, parameter);
    delete values[parameter];
    const day = textOf(request, end) ?? among ?? asking[end]();
    backfill[end] = day;
    const problem = problemOf(day, among, end, parameter);
    if (problem) faults.push({ parameter: end, message: `${label}: ${problem}` });
  }
  if (Object.keys(values).length) backfill.values = values;
  return { backfill, faults: [...faults, ...faultsOfValues(definition, values)] };
}

function problemOf(
  day: string,
  among: string | undefined,
  end: string,
  parameter: string,
): string | undefined {
  if (day === '') return 'a day is needed.';
  if (!isCivilDate(day)) return `"${day}" is not a day that exists; write it as 2026-01-31.`;
  if (among !== undefined && among !== day)
    return `"${end}" says ${day} and "${parameter}" says ${among}. Give one of them.`;
  return undefined;
}

/** Before anything is noted. A key is none of them: the order of a backfill is kept where every editor can read it. */
function faultsOfValues(definition: ImportDefinition, values: Readonly<Record<string, unknown>>): Fault[] {
  if (!Object.keys(values).length) return [];
  const secrets = Object.keys(splitSecrets(declarationsOf(connectorOf(definition.source)), values).secrets);
  if (secrets.length)
    return secrets.map(parameter => ({
      parameter,
      message: `${parameter}: a key cannot be given for one backfill. Use Sheetbound > Manage credentials.`,
    }));
  return refusedValues(definition, values);
}

/** Only what Core says of these values: what else is wrong with the import is told by the run. */
function refusedValues(definition: ImportDefinition, values: Readonly<Record<string, unknown>>): Fault[] {
  try {
    checkRun(sourceOf(definition, {}, values), { type: 'MANUAL_BACKFILL' });
    return [];
  } catch (error) {
    if (!isConfigurationException(error)) throw error;
    return error.faults.filter(({ parameter }) => parameter !== undefined && parameter in values);
  }
}
