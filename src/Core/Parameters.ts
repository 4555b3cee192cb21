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
  /** For `OAUTH_FLOW`: how somebody signs in, and which items that fills. */
  oauthParams?: OAuthParams;
}

/**
 * Signing in by an authorisation code (OAuth 2), as data: the menu inside Google and `sheetbound login` carry it out.
 * It fills items of its option, so that they need not be typed. In addresses and `headers` `{Item}` stands for the
 * value of an item of the option, or of a parameter beside it; in addresses it is encoded.
 */
export interface SignInParams extends ContractOAuthParams {
  /** Page where the user agrees; `https`. May have a query of its own. */
  authorizeUrl: string;
  /** Where the code is exchanged for tokens; `https`. Its host is among the `hosts` of the manifest. */
  tokenUrl: string;
  /** What to ask for. Default: nothing is said, the API decides. */
  scopes?: readonly string[];
  /** Between scopes. Default: a blank. */
  scopeSeparator?: string;
  /** The item with the id of the user's app at the API. */
  clientId: string;
  /** The item with the secret of that app; one that is not required may stay blank if `pkce` is on. Default: the app has none. */
  clientSecret?: string;
  /** Whether the code is bound to this sign-in (RFC 7636, S256). Default true; false where the API refuses it. */
  pkce?: boolean;
  /** Further parameters of the page where the user agrees, e.g. `{ access_type: 'offline' }`. */
  extra?: Readonly<Record<string, string>>;
  /** How id and secret travel to `tokenUrl`: in the form (default), by Basic, or everything in a JSON body. */
  sendAs?: 'form' | 'basic' | 'json';
  /** Names that the API has for what RFC 6749 calls otherwise, e.g. `{ client_id: 'app_id', code: 'auth_code' }`. */
  names?: Readonly<Partial<Record<SignInName, string>>>;
  /** Further headers of the request to `tokenUrl`. */
  headers?: Readonly<Record<string, string>>;
  /** The member of the answer that holds the tokens, e.g. `data`. Default: the answer itself. */
  answerIn?: string;
  /** Members of the answer, and the item that each fills. One of them has to come. */
  mapping: Readonly<Record<string, string>>;
}

/** What a sign-in sends, by its name in RFC 6749. */
export type SignInName = 'client_id' | 'client_secret' | 'code' | 'redirect_uri' | 'scope' | 'state';

/** The part of the contract that says nothing of addresses; alone it describes no sign-in that could be carried out. */
export interface ContractOAuthParams {
  /**
   * Items that `sheetbound login` reads from an environment variable when they are not given: its name, or
   * `{ store: 'env', key: NAME }`.
   */
  vars?: Readonly<Record<string, unknown>>;
  mapping?: Readonly<Record<string, string>>;
}

export type OAuthParams = SignInParams | ContractOAuthParams;

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
