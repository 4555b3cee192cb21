import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';

/** Google Chat and Slack take the same message. The address stays out of every error. */
export function postToWebhook(url: string, text: string): void {
  const host = url.split('/')[2] ?? '';
  const response = EnvironmentAdapter.fetch(url, {
    method: 'post',
    contentType: 'application/json; charset=UTF-8',
    payload: JSON.stringify({ text }),
    timeoutSeconds: 20,
  });
  const status = response.getResponseCode();
  if (status >= 400)
    throw new Error(
      `${host} answered ${status}. Check the webhook: it may have been removed. Nothing was posted.`,
    );
}
