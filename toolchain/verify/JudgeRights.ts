import type { HostReason } from '../build/Hosts';
import type { FaultList } from './FaultList';
import type { Manifest } from './Manifest';
import { EMAIL_SCOPES, HELD_BY, USUAL_SCOPES } from './ScopeRules';
import { shortScope, type ScopeReason } from './Scopes';

/** What a deployment may ask for. */
export interface Rights {
  /** The hosts of its connectors, of its notices, and `extraHosts`. */
  hosts: readonly HostReason[];
  notices: { email: boolean };
  /** Scopes that the deployer adds on purpose. */
  extraScopes: readonly string[];
}

/** The manifest asks for the scopes that the calls need, for those added on purpose, and for no other. */
export function judgeScopes(
  manifest: Manifest,
  needed: readonly ScopeReason[],
  rights: Rights,
  faults: FaultList,
): void {
  const asked = manifest.list('oauthScopes');
  asked.forEach((scope, index) => {
    const path = ['oauthScopes', index];
    if (!/^https:\/\/[^\s/]+\/\S*$/.test(scope) && !['openid', 'email', 'profile'].includes(scope))
      manifest.refuse(faults, 'scope-invalid', `"${scope}" is no scope.`, path);
    else if (!rights.extraScopes.includes(scope) && !needed.some(need => meets(scope, need)))
      manifest.refuse(
        faults,
        'scope-not-needed',
        `No call of the script needs "${shortScope(scope)}": every user would be asked for a right that is never used.`,
        path,
      );
  });
  for (const need of needed) {
    if (!asked.some(scope => meets(scope, need) || HELD_BY[need.scope] === scope))
      refuseMissing(manifest, need, faults);
    if (!isUsual(need, rights)) refuseWide(need, faults);
  }
}

function meets(scope: string, need: ScopeReason): boolean {
  return scope === need.scope || need.narrower.includes(scope);
}

function isUsual(need: ScopeReason, { notices, extraScopes }: Rights): boolean {
  const usual = [...USUAL_SCOPES, ...(notices.email ? EMAIL_SCOPES : []), ...extraScopes];
  return usual.some(scope => meets(scope, need));
}

function refuseMissing(manifest: Manifest, need: ScopeReason, faults: FaultList): void {
  const [first] = need.calls;
  const message = `"oauthScopes" lacks "${shortScope(need.scope)}", which ${first?.call ?? 'a call'} needs.`;
  const path = manifest.value['oauthScopes'] === undefined ? [] : ['oauthScopes'];
  const remedy = `Run \`npm run build\`, which derives the scopes, or add "${need.scope}".`;
  manifest.refuse(faults, 'scope-missing', message, path, remedy);
}

function refuseWide(need: ScopeReason, faults: FaultList): void {
  const remedy = `${need.instead ? `${need.instead} ` : ''}If it is meant, add "${need.scope}" to "extraScopes" of sheetbound.config.json.`;
  for (const { call, place, source } of need.calls)
    faults.addAt(
      'scope-widened',
      `${call} needs "${shortScope(need.scope)}": the script ${need.reasons.join(', ')}. Sheetbound does without.`,
      place,
      remedy,
      source,
    );
}

/** The script may talk to the hosts of the deployment and to nothing else. */
export function judgeHosts(
  manifest: Manifest,
  sendsRequests: boolean,
  rights: Rights,
  faults: FaultList,
): void {
  if (manifest.value['urlFetchWhitelist'] === undefined) {
    if (sendsRequests)
      manifest.refuse(
        faults,
        'whitelist-missing',
        'There is no "urlFetchWhitelist", but UrlFetchApp is called.',
        [],
      );
    return;
  }
  const entries = manifest.list('urlFetchWhitelist');
  entries.forEach((entry, index) =>
    judgeEntry(manifest, entry, ['urlFetchWhitelist', index], rights, faults),
  );
  for (const { host, reasons } of rights.hosts)
    if (!entries.some(entry => hostOf(entry) === host))
      manifest.refuse(
        faults,
        'whitelist-host-missing',
        `"urlFetchWhitelist" lacks "https://${host}/", which is for ${reasons.join(', ')}.`,
        ['urlFetchWhitelist'],
      );
}

function judgeEntry(
  manifest: Manifest,
  entry: string,
  path: readonly (string | number)[],
  rights: Rights,
  faults: FaultList,
): void {
  const host = hostOf(entry);
  if (!entry.startsWith('https://'))
    manifest.refuse(faults, 'whitelist-insecure', `"${entry}" is not https.`, path);
  else if (host === undefined)
    manifest.refuse(faults, 'whitelist-entry-invalid', `"${entry}" has no host, or no path behind it.`, path);
  else if (!/^(?:\*\.(?=[^.]+\.)[^*]+|[^*]+)$/.test(host))
    manifest.refuse(faults, 'whitelist-wildcard', `"${entry}" allows more than one registered domain.`, path);
  else if (!rights.hosts.some(known => known.host === host))
    manifest.refuse(
      faults,
      'whitelist-host-not-needed',
      `No connector of this deployment declares "${host}".`,
      path,
    );
}

function hostOf(entry: string): string | undefined {
  return /^[a-z]+:\/\/([^\s/?#@]+)\//.exec(entry)?.[1];
}
