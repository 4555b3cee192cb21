import type { ApiAnswer, ApiCall } from './ApiCall';
import { answerDeployments } from './DeploymentRoutes';
import { answerDrive } from './DriveRoutes';
import { selectFields } from './FieldMask';
import { googleError } from './GoogleError';
import type { GoogleState } from './GoogleState';
import { answerOAuth } from './OAuthRoutes';
import { answerProjects } from './ProjectRoutes';
import { answerVersions } from './VersionRoutes';

const LOOPBACK = ['127.0.0.1', 'localhost'];

/** Answers a request, or throws what Google refuses it with. A client that named no host of Google's is told by the path. */
export function answerGoogle(call: ApiCall, state: GoogleState): ApiAnswer {
  const { host } = call;
  const anyHost = LOOPBACK.includes(host);
  const isOneOf = (...hosts: string[]): boolean => anyHost || hosts.includes(host);
  const answer =
    (isOneOf('oauth2.googleapis.com', 'www.googleapis.com', 'accounts.google.com')
      ? answerOAuth(call, state.accounts, state.now)
      : undefined) ??
    (isOneOf('www.googleapis.com', 'drive.googleapis.com') ? answerDrive(call, state) : undefined) ??
    (isOneOf('script.googleapis.com') ? answerScript(call, state) : undefined);
  if (answer) return answer;
  return { status: 404, body: notFoundPage(call) };
}

function answerScript(call: ApiCall, state: GoogleState): ApiAnswer | undefined {
  const answer = answerProjects(call, state) ?? answerVersions(call, state) ?? answerDeployments(call, state);
  const fields = call.query.get('fields');
  if (!answer || fields === null) return answer;
  try {
    return { ...answer, body: selectFields(answer.body, fields) };
  } catch {
    throw googleError(
      'invalidArgument',
      `Request contains an invalid argument. Invalid field selection ${fields}`,
    );
  }
}

/** What Google's front end sends for a path or a method that no service of it has. */
function notFoundPage({ path }: ApiCall): string {
  return `<!DOCTYPE html>
<html lang=en>
  <title>Error 404 (Not Found)!!1</title>
  <p><b>404.</b> <ins>That’s an error.</ins>
  <p>The requested URL <code>${path.replace(/[<>&]/g, '')}</code> was not found on this server.  <ins>That’s all we know.</ins>
`;
}
