import type { OptionFacts, ParameterFacts } from '../../../../environments/node/cli/SourceFacts';

export type InputKind = 'text' | 'password' | 'number' | 'checkbox' | 'date' | 'select' | 'json';

/** One input of a form, or a choice with a form for each of its options. */
export type FormField = {
  path: string;
  label: string;
  isRequired: boolean;
  preset: unknown;
} & ({ input: InputKind; options: readonly string[] } | { choice: readonly FormChoice[] });

export interface FormChoice {
  value: string;
  label: string;
  signsIn: boolean;
  fields: FormField[];
}

const INPUTS: Readonly<Record<string, InputKind>> = {
  string: 'text',
  number: 'number',
  boolean: 'checkbox',
  date: 'date',
  object: 'json',
};

/** What a page would build from `describe --json`, and from nothing else. */
export function formOf(parameters: readonly ParameterFacts[]): FormField[] {
  return parameters.map(parameter => {
    const { path, label, isRequired = false, default: preset, oneOf, options = [] } = parameter;
    if (label === undefined) throw new Error(`${path} has no label.`);
    const field = { path, label, isRequired, preset };
    if (oneOf) return { ...field, choice: oneOf.map(choiceOf) };
    return { ...field, input: inputOf(parameter), options: options.map(String) };
  });
}

function choiceOf({ value, label, items, signInFills }: OptionFacts): FormChoice {
  if (label === undefined) throw new Error(`The choice ${value} has no label.`);
  return { value, label, signsIn: signInFills !== undefined, fields: formOf(items) };
}

function inputOf({ attributes = [], options, requiredType = 'string' }: ParameterFacts): InputKind {
  if (attributes.includes('SECRET')) return 'password';
  return options ? 'select' : (INPUTS[requiredType] ?? 'text');
}

/** What was typed, by path. */
export type Typed = Readonly<Record<string, unknown>>;

/** The values that the form would send; throws where something was typed that no input is for. */
export function submit(form: readonly FormField[], typed: Typed): Record<string, unknown> {
  const used = new Set<string>();
  const values = collect(form, typed, used);
  const lost = Object.keys(typed).filter(path => !used.has(path));
  if (lost.length) throw new Error(`The form has no field for ${lost.join(', ')}.`);
  return values;
}

function collect(form: readonly FormField[], typed: Typed, used: Set<string>): Record<string, unknown> {
  return Object.fromEntries(
    form.flatMap(field => {
      const { path } = field;
      used.add(path);
      const value = typed[path] ?? field.preset;
      const name = path.slice(path.lastIndexOf('.') + 1);
      if (value === undefined) return [];
      if (!('choice' in field)) return [[name, value]];
      const chosen = field.choice.find(option => option.value === value);
      if (!chosen) throw new Error(`${path}: there is no choice ${String(value)}.`);
      return [[name, { value, items: collect(chosen.fields, typed, used) }]];
    }),
  );
}

/** Values as a definition holds them, as somebody would type them. */
export function typedOf(values: Readonly<Record<string, unknown>>, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const path = prefix + name;
      if (typeof value !== 'object' || value === null || !('value' in value)) return [[path, value]];
      const { value: inner, items = {} } = value as { value: unknown; items?: Record<string, unknown> };
      return [[path, inner] as const, ...Object.entries(typedOf(items, `${path}.`))];
    }),
  );
}
