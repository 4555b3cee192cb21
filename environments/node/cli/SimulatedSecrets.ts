import { toSnakeCase } from '../../../src/Core/FieldsSchema';
import type { ParameterDeclarations } from '../../../src/Core/Parameters';
import { isSecret, type GivenValues } from './ParameterPath';

/** `ApiKey` -> `simulated-api-key`: what the simulator of a source takes for its secret setting of that name. */
export function simulatedSecret(name: string): string {
  return `simulated-${toSnakeCase(name).replace(/_/g, '-')}`;
}

/**
 * A simulation needs no key of one's own: required secrets that were not given are those that the simulator takes.
 * Those of a choice are not filled in, because it is the user who chooses.
 */
export function withSimulatedSecrets(declarations: ParameterDeclarations, given: GivenValues): GivenValues {
  const missing = Object.entries(declarations).filter(
    ([name, declaration]) => declaration.isRequired && isSecret(declaration) && given[name] === undefined,
  );
  return { ...Object.fromEntries(missing.map(([name]) => [name, simulatedSecret(name)])), ...given };
}
