import { count } from '../../environments/node/cli/Terminal';
import type { Fault, Place } from './Fault';
import { shortScope, type ScopeCall, type ScopeReason } from './Scopes';
import type { VerifiedBuild } from './VerifyBuild';

/** So many places of one kind of call are named; of the rest, the number. */
const PLACES = 4;

/** `Verified: 1 script, 335 KB, 6 scopes, 5 hosts`. */
export function summaryText({ files, scopes, hosts }: VerifiedBuild): string {
  const scripts = files.filter(({ type }) => type === 'SERVER_JS');
  const pages = files.filter(({ type }) => type === 'HTML');
  const bytes = [...scripts, ...pages].reduce((sum, { source }) => sum + Buffer.byteLength(source), 0);
  const parts = [
    count(scripts.length, 'script'),
    ...(pages.length ? [count(pages.length, 'page')] : []),
    `${Math.round(bytes / 1024).toLocaleString('en-US')} KB`,
    count(scopes.length, 'scope'),
    count(hosts.length, 'host'),
  ];
  return `Verified: ${parts.join(', ')}`;
}

/** Faults by what is to be done about them, each with its places. */
export function faultsText(faults: readonly Fault[]): string {
  const groups = new Map<string, Fault[]>();
  for (const fault of faults) {
    const key = `${fault.kind}\n${fault.remedy}`;
    groups.set(key, [...(groups.get(key) ?? []), fault]);
  }
  const texts = [...groups.values()].map(group => {
    const lines = group.map(fault => `  ${placeOf(fault)}\n    ${fault.message}`);
    return `${group[0]?.kind ?? ''}\n${lines.join('\n')}\n  To do: ${group[0]?.remedy ?? ''}`;
  });
  return `${texts.join('\n\n')}\n\n${count(faults.length, 'fault')}: this script is not to be pushed.`;
}

/** The line that somebody wrote, then the line of the built file. */
function placeOf({ source, place }: Fault): string {
  return source ? `${at(source)}  (built: ${at(place)})` : at(place);
}

function at({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** Each scope: why, which lines call for it, what Google shows; each host: whom it is for. */
export function explanationText({ scopes, hosts, extraScopes }: VerifiedBuild): string {
  const added = extraScopes.filter(scope => !scopes.some(need => need.scope === scope));
  const blocks = [
    'Scopes: what Google asks each user to allow',
    ...scopes.map(scopeText),
    ...added.map(scope => `  ${shortScope(scope)}\n    why          extraScopes of sheetbound.config.json`),
    `Hosts: all that the script may talk to`,
    hostsText(hosts),
  ];
  return blocks.join('\n\n');
}

function scopeText({ scope, reasons, consent, calls, instead }: ScopeReason): string {
  const rows = [
    ['why', `the script ${reasons.join('; ')}`],
    ['Google shows', consent ? `"${consent}"` : 'a text of its own (not known here)'],
    ...callTexts(calls).map((text, index) => [index === 0 ? 'called in' : '', text] as const),
    ...(instead ? [['without', instead] as const] : []),
  ] as const;
  return [`  ${shortScope(scope)}`, ...rows.map(([name, text]) => `    ${name.padEnd(12)} ${text}`)].join(
    '\n',
  );
}

function callTexts(calls: readonly ScopeCall[]): string[] {
  return [...new Set(calls.map(({ call }) => call))].sort().map(call => {
    const places = [
      ...new Set(calls.filter(one => one.call === call).map(({ source, place }) => lineOf(source ?? place))),
    ].sort();
    const rest = places.length - PLACES;
    return `${call}: ${places.slice(0, PLACES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  });
}

function lineOf({ file, line }: Place): string {
  return `${file}:${line}`;
}

function hostsText(hosts: VerifiedBuild['hosts']): string {
  const width = Math.max(0, ...hosts.map(({ host }) => host.length));
  return hosts.map(({ host, reasons }) => `  ${host.padEnd(width)}  ${reasons.join(', ')}`).join('\n');
}
