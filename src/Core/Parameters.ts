import type { ConfigAttribute } from '../Constants';

/** `object` takes any JSON object. Without a type a parameter takes any value (a sheet cell may hold a number). */
export type ParameterType = 'string' | 'number' | 'boolean' | 'date' | 'object';

/** One choice of a parameter with `oneOf`, with parameters of its own. */
export interface ParameterOption {
  value: string;
  label?: string;
  description?: string;
  attributes?: readonly ConfigAttribute[];
  /** Needed, and validated, only when this option is chosen. */
  items?: ParameterDeclarations;
  /** For `OAUTH_FLOW`: names that a sign-in reads and fills. */
  oauthParams?: { vars?: Readonly<Record<string, unknown>>; mapping?: Readonly<Record<string, string>> };
}

export interface ParameterDeclaration {
  requiredType?: ParameterType;
  /** The parameter must have a value: its own or the default. Default false. */
  isRequired?: boolean;
  /** Used when no value is given. `false` and `0` are values. */
  default?: unknown;
  /** Default: the parameter's name. */
  label?: string;
  description?: string;
  placeholder?: string;
  /** The only values that are accepted. */
  options?: readonly (string | number)[];
  attributes?: readonly ConfigAttribute[];
  /** A choice between sets of parameters; the value is the chosen option's `value`. */
  oneOf?: readonly ParameterOption[];
}

export type ParameterDeclarations = Readonly<Record<string, ParameterDeclaration>>;

/** Keeps the literal types of a declaration, so that `config.X.value` is typed by it. */
export function defineParameters<const P extends ParameterDeclarations>(parameters: P): P {
  return parameters;
}

interface TypeByName {
  string: string;
  number: number;
  boolean: boolean;
  date: Date;
  object: Record<string, unknown>;
}

type BaseValue<D> = D extends { options: readonly (infer O)[] }
  ? O
  : D extends { requiredType: infer T extends ParameterType }
    ? TypeByName[T]
    : string | number | boolean;

/** Present when it is required or has a default; else it may be undefined. */
export type ValueOf<D> = D extends { isRequired: true } | { default: NonNullable<unknown> }
  ? BaseValue<D>
  : BaseValue<D> | undefined;

type ChoiceOf<O> = O extends { value: infer V; items?: infer I }
  ? { readonly value: V; readonly items: { readonly [K in keyof I]: ParameterOf<I[K]> } }
  : never;

/** What stands at `config.X`. A choice narrows by its `value`: `if (config.Auth.value === 'token') config.Auth.items.Token.value`. */
export type ParameterOf<D> = D extends { oneOf: readonly (infer O)[] }
  ? D extends { isRequired: true } | { default: NonNullable<unknown> }
    ? ChoiceOf<O>
    : ChoiceOf<O> | { readonly value: undefined; readonly items: Record<string, never> }
  : { readonly value: ValueOf<D> };

export type ParametersOf<P> = { readonly [K in keyof P]: ParameterOf<P[K]> };

/**
 * Parameters whose declaration is not known to the type checker: the guide's inline form. Loose on purpose, so that
 * `config.AccessToken.value` compiles as the guide writes it.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type LooseParameters = Record<string, any>;
