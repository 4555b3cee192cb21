/** A link of a sign-in, as the dialog shows it. */
export interface SignInLink {
  importId: string;
  /** Title of the source. */
  title: string;
  address: string;
  redirectUri: string;
  /** How long the link is good. */
  minutes: number;
}

const STYLE =
  'body{font:14px Arial,sans-serif;margin:0 8px}a.go{display:inline-block;padding:8px 16px;background:#1a73e8;color:#fff;border-radius:4px;text-decoration:none}input{width:95%;font:12px monospace;padding:4px}#state{font-weight:bold}';

/** In two, because Google cuts a script file at what looks like the end of a script. */
const SCRIPT_END = '</' + 'script>';

/** What the dialog in the sheet holds. It asks how it went whenever the user comes back to it. */
export function signInPage({ importId, title, address, redirectUri, minutes }: SignInLink): string {
  const argument = JSON.stringify({ importId }).replace(/</g, '\\u003c');
  return `<style>${STYLE}</style>
<p>1. In the settings of your app at ${escapeHtml(title)} this must be among the redirect addresses, to the letter:</p>
<p><input readonly aria-label="Redirect address" value="${escapeHtml(redirectUri)}" onfocus="this.select()"></p>
<p>2. Sign in with an account that may see the data. The link is good for ${minutes} minutes, for the Google account that you use here.</p>
<p><a class="go" href="${escapeHtml(address)}" target="_blank" rel="noopener">Sign in to ${escapeHtml(title)}</a></p>
<p id="state" role="status">Waiting for you to sign in.</p>
<p><button onclick="ask()">I have signed in</button></p>
<script>
function say(text) { document.getElementById('state').textContent = text; }
function ask() {
  google.script.run
    .withSuccessHandler(function (answer) { say(answer.message); })
    .withFailureHandler(function (error) { say(error.message); })
    .getSignIn(${argument});
}
window.addEventListener('focus', ask);
${SCRIPT_END}`;
}

/** What the other tab shows in the end. */
export function outcomePage(message: string): string {
  return `<style>${STYLE}</style><p>${escapeHtml(message)}</p><p>You can close this tab and go back to the spreadsheet.</p>`;
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' };
  return text.replace(/[&<>"']/g, character => `&${names[character] ?? ''};`);
}
