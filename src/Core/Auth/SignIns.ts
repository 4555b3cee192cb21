import { CONFIG_ATTRIBUTES } from '../../Constants';
import type { ConfigMethods } from '../AbstractConfig';
import type {
  LooseParameters,
  OAuthParams,
  ParameterDeclarations,
  ParameterOption,
  SignInParams,
} from '../Parameters';
import type { ResolvedParameter } from '../ParameterValues';
import type { SignIn } from './AuthorizationCode';

/** A way to sign in that a source declares: one option of one of its choices. */
export interface DeclaredSignIn {
  /** The parameter that is the choice, e.g. `AuthType`. */
  choice: string;
  /** The option's value. */
  option: string;
  /** What the user reads. */
  label: string;
  params: SignInParams;
  items: ParameterDeclarations;
  /** What a sign-in fills, as paths: `AuthType.RefreshToken`. */
  fills: readonly string[];
}

/** Whether they say enough to be carried out; those of the contract may leave out the addresses. */
export function isSignIn(params: OAuthParams | undefined): params is SignInParams {
  return params !== undefined && 'authorizeUrl' in params;
}

export function declaredSignIns(declarations: ParameterDeclarations): DeclaredSignIn[] {
  return Object.entries(declarations).flatMap(([choice, { oneOf = [] }]) =>
    oneOf.flatMap(option => signInOfOption(choice, option) ?? []),
  );
}

function signInOfOption(choice: string, option: ParameterOption): DeclaredSignIn | undefined {
  const { value, label = value, attributes, items = {}, oauthParams: params } = option;
  if (!isSignIn(params) || !attributes?.includes(CONFIG_ATTRIBUTES.OAUTH_FLOW)) return undefined;
  const fills = Object.values(params.mapping).map(item => `${choice}.${item}`);
  return { choice, option: value, label, params, items, fills };
}

/** The sign-in of the option that is chosen; undefined where another one is, or none. */
export function chosenSignIn(config: LooseParameters & ConfigMethods): DeclaredSignIn | undefined {
  return declaredSignIns(config.declarations()).find(
    ({ choice, option }) => parameterOf(config, choice)?.value === option,
  );
}

/** A sign-in with the values of this configuration. */
export function openSignIn(
  config: LooseParameters & ConfigMethods,
  declared: DeclaredSignIn,
  attempt: Pick<SignIn, 'redirectUri' | 'state'> & { verifier: string | undefined },
): SignIn {
  const { params, items } = declared;
  const { redirectUri, state, verifier } = attempt;
  return {
    speaker: config.speaker(),
    params,
    values: signInValues(config, declared),
    redirectUri,
    state,
    ...(verifier === undefined ? {} : { verifier }),
    required: Object.keys(items).filter(item => items[item]?.isRequired),
  };
}

/** Texts that a sign-in sends, by name: items of its option, and parameters beside it. No others. */
function signInValues(
  config: LooseParameters & ConfigMethods,
  { choice, items, params }: DeclaredSignIn,
): Record<string, string> {
  const sent = sentNames(params);
  const inner = parameterOf(config, choice)?.items ?? {};
  const named = [
    ...Object.keys(config.declarations()).map(name => [name, parameterOf(config, name)?.value] as const),
    ...Object.keys(items).map(name => [name, inner[name]?.value] as const),
  ];
  return Object.fromEntries(
    named.flatMap(([name, value]) =>
      sent.includes(name) && (typeof value === 'string' || typeof value === 'number')
        ? [[name, String(value)]]
        : [],
    ),
  );
}

function sentNames({ clientId, clientSecret, authorizeUrl, tokenUrl, headers = {} }: SignInParams): string[] {
  const texts = [authorizeUrl, tokenUrl, ...Object.values(headers)].join(' ');
  const filledIn = [...texts.matchAll(/\{([A-Z][A-Za-z0-9]*)\}/g)].map(([, name = '']) => name);
  return [clientId, ...(clientSecret === undefined ? [] : [clientSecret]), ...filledIn];
}

function parameterOf(config: LooseParameters, name: string): ResolvedParameter | undefined {
  return config[name] as ResolvedParameter | undefined;
}
