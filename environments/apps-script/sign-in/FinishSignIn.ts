import { codeOf, exchangeCode } from '../../../src/Core/Auth/AuthorizationCode';
import { EnvironmentAdapter, installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import { isRecord } from '../../../src/Core/Json';
import { createAppsScriptEnvironment } from '../AppsScriptEnvironment';
import { explain } from '../Faults';
import { boundTo, host, type Host } from '../Host';
import { outcomePage } from './SignInPage';
import { SignInStore, type StoredSignIn } from './SignInStore';

type Texts = Readonly<Record<string, string | undefined>>;

/**
 * Where a browser arrives that a site sends back after a sign-in. The file is not at hand then, and nobody can be
 * asked: what came is left in the user's own properties. `userProperties` is for scripts that include Sheetbound as a
 * library. Always answers a page.
 */
export function finishSignIn(
  event: unknown,
  userProperties: GoogleAppsScript.Properties.Properties = host().userProperties,
): GoogleAppsScript.HTML.HtmlOutput {
  installEnvironment(createAppsScriptEnvironment({ startedAt: Date.now() }));
  const message = boundTo({ userProperties } as Host, () => {
    const parameter = isRecord(event) && isRecord(event['parameter']) ? event['parameter'] : {};
    return arrive(parameter as Texts);
  })();
  return HtmlService.createHtmlOutput(outcomePage(message)).setTitle('Sheetbound');
}

function arrive(answer: Texts): string {
  const { importId = '', attempt } = answer;
  try {
    const store = new SignInStore(EnvironmentAdapter.properties('user'));
    const begun = store.read(importId);
    const refusal = refusalOf(begun, attempt);
    if (refusal !== undefined || begun?.stage !== 'begun') return refusal ?? STALE;
    return exchange(store, importId, begun, answer);
  } catch (error) {
    return explain(error);
  }
}

const STALE =
  'This link is no longer good: it was used, or another one was made since. Nothing was stored. Choose Sheetbound > Sign in for a new one.';

function refusalOf(begun: StoredSignIn | undefined, attempt: string | undefined): string | undefined {
  if (begun?.stage === 'arrived') return 'You are signed in.';
  return begun?.stage === 'begun' && begun.attempt === attempt ? undefined : STALE;
}

/** Forgotten before it is used: a code that is sent twice would be refused, and might take away what it gave. */
function exchange(
  store: SignInStore,
  importId: string,
  { signIn, choice }: Extract<StoredSignIn, { stage: 'begun' }>,
  answer: Texts,
): string {
  store.forget(importId);
  const secretItem = signIn.params.clientSecret ?? '';
  try {
    const tokens = exchangeCode(signIn, codeOf(signIn, answer));
    const secrets = Object.fromEntries(
      Object.entries(tokens).map(([item, token]) => [`${choice}.${item}`, token]),
    );
    store.write(importId, { stage: 'arrived', secrets });
    return 'You are signed in.';
  } catch (error) {
    const message = explain(error, [signIn.values[secretItem] ?? '', signIn.verifier ?? '']);
    store.write(importId, { stage: 'failed', message });
    return message;
  }
}
