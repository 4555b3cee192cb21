import type { ExecutionRecord, UserState } from './EmulatorState';
import type { Execution } from './Execution';
import type { ExecutionRunner } from './ExecutionRunner';
import { htmlContentOf } from './services/HtmlOutput';
import { openStateToken } from './services/StateToken';
import type { World } from './World';

/** What the browser shows once it was sent back to the script. */
export interface CallbackVisit {
  /** The page of the script, or Google's text. */
  page: string;
  title: string;
  /** Undefined where Google refused before any code ran. */
  record?: ExecutionRecord;
}

const INVALID_STATE = 'The state token is invalid or has expired. Please try again.';
const ADDRESS = /^https:\/\/script\.google\.com\/macros\/d\/([^/]+)\/usercallback$/;

/** A user's browser at `https://script.google.com/macros/d/<script id>/usercallback?state=...`. */
export function visitCallback(
  address: string,
  user: UserState,
  world: World,
  runner: ExecutionRunner,
): CallbackVisit {
  const { origin, pathname, searchParams, search } = new URL(address);
  const [, scriptId] = ADDRESS.exec(origin + pathname) ?? [];
  if (scriptId !== world.state.scriptId) return googlePage('Sorry, unable to open the file at this time.');
  const token = openStateToken(searchParams.get('state') ?? '', scriptId);
  if (!token || token.user !== user.email || token.expiresAt <= world.state.now)
    return googlePage(INVALID_STATE);
  const record = runner.run({
    user,
    kind: 'callback',
    functionName: token.method,
    args: execution => [callbackEvent(execution, searchParams, search.slice(1), token.args)],
  });
  if (record.error) return { ...googlePage(record.error.message), record };
  return { ...(record.result as { page: string; title: string }), record };
}

/** What a browser is shown of the value of a function; throws what Google says of a value that is no page. */
export function callbackPage(execution: Execution, value: unknown): { page: string; title: string } {
  const output = htmlContentOf(value);
  if (output) return { page: output.content, title: output.title };
  throw execution.realm.error(
    'Error',
    value === undefined || value === null
      ? 'The script completed but did not return anything.'
      : 'The script completed but the returned value is not a supported return type.',
  );
}

function googlePage(page: string): CallbackVisit {
  return { page, title: 'Error' };
}

/** Arguments of the token go before what came in the address, so that nobody can change them. */
function callbackEvent(
  { realm }: Execution,
  query: URLSearchParams,
  queryString: string,
  args: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const parameter = { ...Object.fromEntries([...query].reverse()), ...args };
  const parameters = Object.fromEntries(
    Object.keys(parameter).map(name => [
      name,
      realm.array(Object.hasOwn(args, name) ? [args[name]] : query.getAll(name)),
    ]),
  );
  return realm.object({
    queryString,
    parameter: realm.object(parameter),
    parameters: realm.object(parameters),
    contextPath: '',
    contentLength: -1,
  });
}
