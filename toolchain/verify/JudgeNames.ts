import type { AnyNode } from 'acorn';
import { ADVANCED_SERVICES } from './AdvancedServices';
import type { FaultList } from './FaultList';
import { CONSOLE_METHODS, LANGUAGE_NAMES, MISSING_GLOBALS, OPTIONAL_NAMES } from './GlobalNames';
import { parentOf, type ParsedScript } from './ParsedScript';
import { SERVICE_MEMBERS } from './ServiceMembers';
import { isService, memberName, type ServiceUse } from './ServiceUses';

/** Characters of a name that a message shows. */
const LONGEST_NAME = 80;

/** Refuses names that neither the language, Apps Script, the manifest nor another file of the project has. */
export function judgeGlobals(
  script: ParsedScript,
  projectNames: ReadonlySet<string>,
  faults: FaultList,
): void {
  for (const { name, node } of script.globals) {
    if (LANGUAGE_NAMES.has(name) && name !== 'globalThis') continue;
    if (projectNames.has(name) || OPTIONAL_NAMES.has(name) || isService(name)) continue;
    const parent = parentOf(node);
    if (parent?.type === 'UnaryExpression' && parent.operator === 'typeof') continue;
    if (name !== 'globalThis') refuse(script, name, node, faults);
    else judgeGlobalObject(script, node, faults);
  }
}

/** `globalThis.fetch` is no more there than `fetch`; what is unknown may have been put there. */
function judgeGlobalObject(script: ParsedScript, node: AnyNode, faults: FaultList): void {
  const member = parentOf(node);
  const name = member?.type === 'MemberExpression' && member.object === node ? memberName(member) : undefined;
  const above = member && parentOf(member);
  const isAsked = above?.type === 'UnaryExpression' && above.operator === 'typeof';
  const isSet = above?.type === 'AssignmentExpression' && above.left === member;
  if (name !== undefined && Object.hasOwn(MISSING_GLOBALS, name) && !isAsked && !isSet)
    refuse(script, name, node, faults);
}

function refuse(script: ParsedScript, name: string, node: AnyNode, faults: FaultList): void {
  const remedy = Object.hasOwn(MISSING_GLOBALS, name) ? MISSING_GLOBALS[name] : undefined;
  const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
  const message = remedy
    ? `Apps Script has no "${shown}".`
    : `Neither this project nor Apps Script has "${shown}".`;
  faults.add('unknown-global', message, script.text, node.start, remedy);
}

/** Refuses members that a service does not have, advanced services that are not enabled, and services used too early. */
export function judgeServices(
  script: ParsedScript,
  uses: readonly ServiceUse[],
  projectNames: ReadonlySet<string>,
  faults: FaultList,
): void {
  for (const use of uses) {
    judgeEnabled(script, use, projectNames, faults);
    judgeMember(script, use, faults);
    if (use.call && needsConsent(use) && isWhileLoading(use.call))
      faults.add(
        'service-at-top-level',
        `${use.service}.${use.member ?? ''} is called while the script loads, before anybody agreed to anything.`,
        script.text,
        use.node.start,
      );
  }
}

function judgeEnabled(
  script: ParsedScript,
  { service, node }: ServiceUse,
  projectNames: ReadonlySet<string>,
  faults: FaultList,
): void {
  const advanced = Object.hasOwn(ADVANCED_SERVICES, service) ? ADVANCED_SERVICES[service] : undefined;
  if (!advanced || projectNames.has(service)) return;
  const entry = { userSymbol: service, serviceId: advanced.serviceId, version: advanced.version };
  faults.add(
    'advanced-service-not-enabled',
    `The advanced service ${service} is called, but the manifest does not enable it.`,
    script.text,
    node.start,
    `Add ${JSON.stringify(entry)} to "dependencies.enabledAdvancedServices" of appsscript.json.`,
  );
}

function judgeMember(script: ParsedScript, { service, member, node }: ServiceUse, faults: FaultList): void {
  if (member === undefined || isOfEveryObject(member)) return;
  if (service === 'console') {
    if (!CONSOLE_METHODS.has(member))
      faults.add('console-method', `Apps Script has no console.${member}.`, script.text, node.start);
    return;
  }
  const members = Object.hasOwn(SERVICE_MEMBERS, service) ? SERVICE_MEMBERS[service]?.split(' ') : undefined;
  if (!members || members.includes(member)) return;
  const near = members.find(name => name.toLowerCase() === member.toLowerCase());
  faults.add(
    'unknown-service-method',
    `${service} has no "${member}".`,
    script.text,
    node.start,
    near && `It is called "${near}".`,
  );
}

function isOfEveryObject(member: string): boolean {
  return member in Object.prototype;
}

/** Services that simple triggers and those who have not agreed yet may call as well. */
const WITHOUT_CONSENT = [
  'Utilities',
  'Logger',
  'console',
  'HtmlService',
  'ContentService',
  'XmlService',
  'Charts',
];

function needsConsent({ service }: ServiceUse): boolean {
  return !WITHOUT_CONSENT.includes(service);
}

/** Whether a node is run when the script loads: outside of functions, or in one that is called on the spot. */
function isWhileLoading(node: AnyNode): boolean {
  for (let up = parentOf(node); up; up = parentOf(up))
    if (/Function/.test(up.type) && !isCalledOnTheSpot(up)) return false;
  return true;
}

function isCalledOnTheSpot(node: AnyNode): boolean {
  const parent = parentOf(node);
  return parent?.type === 'CallExpression' && parent.callee === node;
}
