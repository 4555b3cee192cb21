import { declaredSignIns, type DeclaredSignIn } from '../../../src/Core/Auth/SignIns';
import { isRecord } from '../../../src/Core/Json';
import type { ParameterDeclarations } from '../../../src/Core/Parameters';
import { Grants, type KeptSignIn } from '../sign-in/Grants';
import { setAt, type GivenValues } from './ParameterPath';

/**
 * Fills in what a sign-in left in the state file, where nothing was given: the option, the app's id, tokens and
 * secret. Another option, another app or a token of one's own goes before it. What is ambiguous becomes a fault.
 */
export function withSignIn(
  source: string,
  declarations: ParameterDeclarations,
  values: GivenValues,
  state: string,
): { values: GivenValues; faults: string[] } {
  const none = { values, faults: [] };
  const declared = declaredSignIns(declarations).find(one => isOpen(one, declarations, values));
  if (!declared) return none;
  const { choice, option, params } = declared;
  const given = itemsOf(values[choice]);
  const clientId = given[params.clientId];
  const kept = new Grants(state)
    .list(source)
    .filter(one => one.choice === choice && one.option === option)
    .filter(one => clientId === undefined || one.clientId === String(clientId).trim());
  const [only] = kept;
  if (!only) return none;
  if (kept.length > 1) {
    const names = kept.map(one => one.clientId).join(', ');
    const fault = `${choice}.${params.clientId}: ${state} keeps several sign-ins (${names}); say which: --param ${choice}.${params.clientId}=ID`;
    return { values, faults: [fault] };
  }
  return { values: filled(values, only), faults: [] };
}

/** Whether this option is chosen or may be, and none of what it brings was given. */
function isOpen(
  { choice, option, params }: DeclaredSignIn,
  declarations: ParameterDeclarations,
  values: GivenValues,
): boolean {
  const given = values[choice];
  const chosen = isRecord(given) ? given['value'] : given;
  const fallback = chosen ?? declarations[choice]?.default;
  if (fallback !== undefined && fallback !== option) return false;
  const items = itemsOf(given);
  return !Object.values(params.mapping).some(item => items[item] !== undefined);
}

function itemsOf(given: unknown): Readonly<Record<string, unknown>> {
  return isRecord(given) && isRecord(given['items']) ? given['items'] : {};
}

function filled(values: GivenValues, kept: KeptSignIn): GivenValues {
  const { choice, option, clientItem, clientId, secrets } = kept;
  const copy: GivenValues = { ...values };
  const items = { [clientItem]: clientId, ...secrets, ...itemsOf(values[choice]) };
  copy[choice] = { value: option, items: {} };
  for (const [item, value] of Object.entries(items)) setAt(copy, [choice, item], value);
  return copy;
}
