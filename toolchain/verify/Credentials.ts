import type { FaultList } from './FaultList';
import type { ScriptText } from './ScriptText';

/** Shapes of credentials that their makers gave a recognisable form. */
const SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  ['a Google API key', /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g],
  ['a Google OAuth client secret', /\bGOCSPX-[0-9A-Za-z_-]{20,}/g],
  ['a Google access token', /\bya29\.[0-9A-Za-z_-]{20,}/g],
  ['a Google refresh token', /(?<![0-9A-Za-z_/.-])1\/\/0[0-9A-Za-z_-]{30,}/g],
  ['a GitHub token', /\bgh[pousr]_[0-9A-Za-z]{36,}/g],
  ['a GitHub token', /\bgithub_pat_[0-9A-Za-z_]{50,}/g],
  ['a GitLab token', /\bglpat-[0-9A-Za-z_-]{20,}/g],
  ['an AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['a Slack token', /\bxox[abeoprs]-[0-9A-Za-z-]{10,}/g],
  [
    'a Slack webhook',
    /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[0-9A-Za-z]{6,}\/[0-9A-Za-z/]{10,}/g,
  ],
  [
    'a Google Chat webhook',
    /https:\/\/chat\.googleapis\.com\/v1\/spaces\/[^\s"'`]*[?&]token=[^\s"'`&]{10,}/g,
  ],
  ['a Discord webhook', /https:\/\/(?:canary\.)?discord(?:app)?\.com\/api\/webhooks\/\d{10,}\/[\w-]{20,}/g],
  ['a Shopify token', /\bshp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}\b/g],
  ['a Facebook access token', /\bEAA[0-9A-Za-z]{60,}/g],
  ['a Stripe key', /\b[rs]k_(?:live|test)_[0-9A-Za-z]{20,}/g],
  ['a Square token', /\b(?:EAAA[\w-]{60}|sq0(?:atp|csp)-[\w-]{22,43})\b/g],
  ['a SendGrid key', /\bSG\.[\w-]{20,}\.[\w-]{40,}/g],
  ['a Mailchimp key', /\b[0-9a-f]{32}-us\d{1,2}\b/g],
  ['a HubSpot token', /\bpat-(?:na|eu|ap)\d-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g],
  ['an OpenAI or Anthropic key', /\bsk-(?:ant-|proj-|svcacct-)[\w-]{20,}/g],
  ['an npm token', /\bnpm_[0-9A-Za-z]{36}\b/g],
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\[nr]|\s)*[0-9A-Za-z+/=]{16,}/g],
  ['a JSON Web Token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g],
  ['a credential of a request', /\b(?:Bearer|Basic) (?=[\w.~+/-]*\d)[\w.~+/-]{20,}={0,2}/g],
  [
    'a credential, by the name that it is given',
    /(?:token|secret|passw(?:or)?d|api_?key)["']?\s*[:=]\s*["'`](?=[\w./+-]*\d)(?=[\w./+-]*[a-z])[\w./+-]{24,}={0,2}["'`]/gi,
  ],
  ['a password in an address', /\bhttps?:\/\/[^\s/:@"'`${}<>]+:[^\s/:@"'`${}<>]{3,}@[\w-]+\./g],
];

/** Refuses what looks like a credential; names its kind, never its value. */
export function judgeCredentials(text: ScriptText, faults: FaultList): void {
  for (const [name, shape] of SHAPES)
    for (const { index, 0: value } of text.source.matchAll(shape))
      if (!isPlaceholder(value))
        faults.add(
          'committed-credential',
          `This looks like ${name}; its value is not shown here.`,
          text,
          index,
        );
}

/** The text without what looks like a credential: for what is shown of a text that others wrote. */
export function maskCredentials(text: string): string {
  return SHAPES.reduce((masked, [, shape]) => masked.replace(shape, '•••'), text);
}

/** An example in a text, such as `AKIAXXXXXXXXXXXXXXXX`: real ones do not repeat themselves. */
function isPlaceholder(value: string): boolean {
  return (
    /([0-9A-Za-z])\1{7}/.test(value) || /example|placeholder|your[-_ ]?(?:token|key|secret)/i.test(value)
  );
}
