import { CONFIG_ATTRIBUTES } from '../Constants';
import type { ParameterDeclaration, ParameterDeclarations } from '../Core/Parameters';

/** Secrets by path: the parameter's name, or `Choice.Parameter` inside a choice. */
export type Secrets = Record<string, string>;

/** One secret that an import has or may have. */
export interface SecretSlot {
  path: string;
  label: string;
  isRequired: boolean;
}

interface Choice {
  value?: unknown;
  items?: Record<string, unknown>;
}

/** A text shorter than this would be half told by its last four characters. */
const SHORTEST_TOLD = 12;

/** What may be shown of a secret: its last four characters, or nothing of a short one. */
export function maskSecret(secret: string): string {
  return `••••${secret.length < SHORTEST_TOLD ? '' : secret.slice(-4)}`;
}

/** Takes secrets out of values, wherever the declarations say that there is one. */
export function splitSecrets(
  declarations: ParameterDeclarations,
  values: Readonly<Record<string, unknown>>,
): { values: Record<string, unknown>; secrets: Secrets } {
  const secrets: Secrets = {};
  return { values: strip(declarations, values, '', secrets), secrets };
}

function strip(
  declarations: ParameterDeclarations,
  values: Readonly<Record<string, unknown>>,
  prefix: string,
  secrets: Secrets,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const declaration = ownDeclaration(declarations, name);
    const path = prefix + name;
    if (declaration && isSecret(declaration)) {
      const text = textOf(value);
      if (text !== '') secrets[path] = text;
    } else if (declaration?.oneOf && isChoice(value)) {
      const items = itemsOf(declaration, value.value);
      kept[name] = { value: value.value, items: strip(items, value.items ?? {}, `${path}.`, secrets) };
    } else kept[name] = value;
  }
  return kept;
}

/** Puts secrets back in. One whose choice is no longer chosen is left out. */
export function mergeSecrets(
  declarations: ParameterDeclarations,
  values: Readonly<Record<string, unknown>>,
  secrets: Secrets,
): Record<string, unknown> {
  return merge(declarations, values, '', secrets);
}

function merge(
  declarations: ParameterDeclarations,
  values: Readonly<Record<string, unknown>>,
  prefix: string,
  secrets: Secrets,
): Record<string, unknown> {
  const merged = { ...values };
  for (const [name, declaration] of Object.entries(declarations)) {
    const path = prefix + name;
    const secret = secrets[path];
    if (isSecret(declaration)) {
      if (secret !== undefined) merged[name] = secret;
    } else if (declaration.oneOf) {
      const given = choiceOf(values[name] ?? declaration.default);
      const items = merge(itemsOf(declaration, given.value), given.items ?? {}, `${path}.`, secrets);
      if (Object.keys(items).length) merged[name] = { value: given.value, items };
    }
  }
  return merged;
}

/** The secrets that an import with these values may have. */
export function secretSlots(
  declarations: ParameterDeclarations,
  values: Readonly<Record<string, unknown>>,
  prefix = '',
): SecretSlot[] {
  return Object.entries(declarations).flatMap(([name, declaration]) => {
    const path = prefix + name;
    if (isSecret(declaration))
      return [{ path, label: declaration.label ?? name, isRequired: declaration.isRequired ?? false }];
    if (!declaration.oneOf) return [];
    const given = choiceOf(values[name] ?? declaration.default);
    return secretSlots(itemsOf(declaration, given.value), given.items ?? {}, `${path}.`);
  });
}

function isSecret(declaration: ParameterDeclaration): boolean {
  return declaration.attributes?.includes(CONFIG_ATTRIBUTES.SECRET) ?? false;
}

function ownDeclaration(declarations: ParameterDeclarations, name: string): ParameterDeclaration | undefined {
  return Object.prototype.hasOwnProperty.call(declarations, name) ? declarations[name] : undefined;
}

function itemsOf(declaration: ParameterDeclaration, value: unknown): ParameterDeclarations {
  return declaration.oneOf?.find(option => option.value === value)?.items ?? {};
}

function isChoice(value: unknown): value is Choice {
  return typeof value === 'object' && value !== null && 'value' in value;
}

function choiceOf(value: unknown): Choice {
  return isChoice(value) ? value : { value };
}

/** A form may wrap what was typed as `{ value }`. */
function textOf(value: unknown): string {
  const inner = isChoice(value) ? value.value : value;
  return inner === undefined || inner === null ? '' : String(inner).trim();
}
