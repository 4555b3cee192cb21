import type { AnyNode } from 'acorn';
import { ADVANCED_SERVICES } from './AdvancedServices';
import type { ScriptFile } from '../ScriptFile';
import type { Place } from './Fault';
import type { Trace } from './FaultList';
import { isParsed, parseScript, type ParsedScript } from './ParsedScript';
import { AUTH, CONSENT_TEXTS, HELD_BY, SCOPE_RULES, type ScopeRule } from './ScopeRules';
import { ScriptText } from './ScriptText';
import { memberName, serviceUses, type ServiceUse } from './ServiceUses';

/** A call for which the script needs a right. */
export interface ScopeCall {
  /** `SpreadsheetApp.openById`; `DriveApp` alone where the service is handed on. */
  call: string;
  place: Place;
  source?: Place;
}

/** A right that the calls of a script need. */
export interface ScopeReason {
  scope: string;
  /** What the script does with it, in plain words: one text for each kind of call. */
  reasons: readonly string[];
  /** What Google shows the user at consent; undefined where that is not known. */
  consent: string | undefined;
  /** Narrower scopes with which some scripts make do. */
  narrower: readonly string[];
  /** How to do without, when there is a way. */
  instead: string | undefined;
  calls: readonly ScopeCall[];
}

/** The scopes that the calls in a script need, with the calls, sorted. Throws on a syntax error. */
export function reasonsOf(file: ScriptFile): ScopeReason[] {
  const script = parseScript(new ScriptText(file));
  if (!isParsed(script)) throw new Error(`[Verify] The script cannot be parsed: ${script.message}.`);
  return scopeReasons([script], [serviceUses(script)]);
}

/** `uses` are those of the scripts, in the same order. A wider right stands for the narrower one that it holds. */
export function scopeReasons(
  scripts: readonly ParsedScript[],
  uses: readonly (readonly ServiceUse[])[],
  trace: Trace = () => undefined,
): ScopeReason[] {
  const needs = scripts.flatMap((script, index) => [
    ...(uses[index] ?? []).flatMap(use =>
      needsOf(use).map(rule => ({ rule, ...callOf(script, use, trace) })),
    ),
    ...methodNeeds(script).map(({ rule, node, name }) => ({
      rule,
      ...at(script, node, `Ui.${name}`, trace),
    })),
  ]);
  const found = new Set(needs.map(({ rule }) => rule.scope));
  const chosen = (scope: string): string => {
    const wider = HELD_BY[scope];
    return wider !== undefined && found.has(wider) ? wider : scope;
  };
  return [...new Set([...found].map(chosen))].sort().map(scope => {
    const own = needs.filter(need => chosen(need.rule.scope) === scope);
    return describe(scope, own);
  });
}

function describe(scope: string, needs: readonly (ScopeCall & { rule: ScopeRule })[]): ScopeReason {
  const exact = needs.filter(({ rule }) => rule.scope === scope).map(({ rule }) => rule);
  return {
    scope,
    reasons: [...new Set(needs.map(({ rule }) => rule.reason))],
    consent: CONSENT_TEXTS[scope],
    narrower: [...new Set(exact.flatMap(({ narrower }) => narrower ?? []))],
    instead: exact.find(({ instead }) => instead !== undefined)?.instead,
    calls: needs.map(({ call, place, source }) => ({ call, place, ...(source ? { source } : {}) })),
  };
}

/** The rules that a use falls under; all of the service where it cannot be told which member is meant. */
function needsOf({ service, member }: ServiceUse): ScopeRule[] {
  const advanced = Object.hasOwn(ADVANCED_SERVICES, service) ? ADVANCED_SERVICES[service] : undefined;
  if (advanced) return [{ service, scope: advanced.scope, reason: `calls the advanced service ${service}` }];
  return SCOPE_RULES.filter(rule => {
    if (rule.service !== service) return false;
    if (member === undefined) return true;
    return (rule.members?.includes(member) ?? true) && !rule.except?.includes(member);
  });
}

/** Methods of what services hand out: `ui.showSidebar(page)`. */
function methodNeeds(script: ParsedScript): { rule: ScopeRule; node: AnyNode; name: string }[] {
  const rules = SCOPE_RULES.filter(rule => rule.service === undefined);
  return script.nodes.flatMap(node => {
    const name = node.type === 'MemberExpression' ? memberName(node) : undefined;
    if (name === undefined) return [];
    return rules.filter(rule => rule.members?.includes(name)).map(rule => ({ rule, node, name }));
  });
}

function callOf(script: ParsedScript, { service, member, node }: ServiceUse, trace: Trace): ScopeCall {
  return at(script, node, member === undefined ? service : `${service}.${member}`, trace);
}

function at(script: ParsedScript, node: AnyNode, call: string, trace: Trace): ScopeCall {
  const place = script.text.place(node.start);
  const source = trace(place);
  return { call, place, ...(source ? { source } : {}) };
}

/** `spreadsheets.currentonly` for `https://www.googleapis.com/auth/spreadsheets.currentonly`. */
export function shortScope(scope: string): string {
  return scope.startsWith(AUTH) ? scope.slice(AUTH.length) : scope;
}
