import { authorizationAddress, verifierFor } from '../../../src/Core/Auth/AuthorizationCode';
import { openSignIn } from '../../../src/Core/Auth/SignIns';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import { connectorOf, sourceOf } from '../Connecting';
import type { Request } from '../Request';
import type { Runtime } from '../Runtime';
import { collectSignIn, isSignedIn, signInOfImport } from '../sign-in/CollectSignIn';
import { signInPage } from '../sign-in/SignInPage';
import { SignInStore } from '../sign-in/SignInStore';
import { SecretStore } from '../state/SecretStore';
import { chooseImport } from './ImportChoice';

/** The most that a state token may live. */
const SECONDS = 3_600;

/** What a page needs to let somebody sign in. */
export interface SignInStart {
  importId: string;
  importName: string;
  /** Opened in a tab of its own. Good for one use. */
  address: string;
  /** What has to be registered with the user's app at the API. */
  redirectUri: string;
  /** ISO time until which `address` is good. */
  goodUntil: string;
}

/** Begins a sign-in: a dialog with a link, or the link for a page. Called again, the former link is no longer good. */
export function signIn(runtime: Runtime, request: Request | undefined): SignInStart {
  const definition = chooseImport(runtime, request, 'For which import would you like to sign in?');
  const start = beginSignIn(runtime, definition);
  showSignIn(runtime, definition, start);
  return start;
}

/** In front of a person only. */
export function showSignIn(
  { dialogs }: Runtime,
  { source, id }: ImportDefinition,
  { address, redirectUri }: SignInStart,
): void {
  const { title } = connectorOf(source).manifest;
  dialogs?.page(
    `Sign in to ${title}`,
    signInPage({ importId: id, title, address, redirectUri, minutes: SECONDS / 60 }),
  );
}

export function beginSignIn(runtime: Runtime, definition: ImportDefinition): SignInStart {
  const { id, name, source, owner, secretScope } = definition;
  const declared = signInOfImport(definition);
  if (!declared)
    throw new Error(
      `[${source}] "${name}" needs no sign-in the way it is set up. Nothing was changed. Its keys are under Sheetbound > Manage credentials; another way to get in is chosen by Sheetbound > Add or change an import.`,
    );
  if (owner.id !== runtime.me.id)
    throw new Error(
      `[${source}] "${name}" runs as ${owner.name}, who has to sign in. Nothing was changed. To run it with your own sign-in: Sheetbound > Advanced > Take over schedule.`,
    );
  const secrets = new SecretStore(runtime.userProperties, runtime.documentProperties).read(id, secretScope);
  const attempt = EnvironmentAdapter.getUuid();
  const signIn = openSignIn(sourceOf(definition, secrets).config, declared, {
    redirectUri: `https://script.google.com/macros/d/${ScriptApp.getScriptId()}/usercallback`,
    state: '',
    verifier: verifierFor(declared.params),
  });
  const address = authorizationAddress({ ...signIn, state: stateToken(id, attempt) });
  new SignInStore(runtime.userProperties).write(id, {
    stage: 'begun',
    attempt,
    choice: declared.choice,
    signIn,
  });
  const goodUntil = new Date(EnvironmentAdapter.now() + SECONDS * 1_000).toISOString();
  return { importId: id, importName: name, address, redirectUri: signIn.redirectUri, goodUntil };
}

/** Google hands it back only to the user who made it, and calls the function that it names. */
function stateToken(importId: string, attempt: string): string {
  return ScriptApp.newStateToken()
    .withMethod('finishSignIn')
    .withArgument('importId', importId)
    .withArgument('attempt', attempt)
    .withTimeout(SECONDS)
    .createToken();
}

/** How a sign-in went, in words for whoever began it. */
export interface SignInState {
  status: 'signed in' | 'waiting' | 'failed' | 'none';
  message: string;
}

/** Looks whether the user has signed in, and puts what came among the keys of the import. */
export function getSignIn(runtime: Runtime, request: Request | undefined): SignInState {
  const definition = chooseImport(runtime, request, 'Of which import?');
  const { id, secretScope } = definition;
  const stored = new SignInStore(runtime.userProperties).read(id);
  if (stored?.stage === 'failed') return { status: 'failed', message: stored.message };
  if (stored?.stage === 'begun') return { status: 'waiting', message: 'Waiting for you to sign in.' };
  const declared = signInOfImport(definition);
  const secrets =
    collectSignIn(runtime, definition) ??
    new SecretStore(runtime.userProperties, runtime.documentProperties).read(id, secretScope);
  return declared && isSignedIn(declared, path => secrets[path] !== undefined)
    ? { status: 'signed in', message: 'You are signed in. The import can run.' }
    : { status: 'none', message: 'Nobody has signed in yet. Choose Sheetbound > Sign in.' };
}
