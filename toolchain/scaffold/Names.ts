import { toSnakeCase } from '../../src/Core/FieldsSchema';
import { METHOD_NAMES } from '../../environments/emulator/google/google-api/names';
import { isDeviceName } from '../DeviceNames';

/** Longest name of an import, and an import is called after its connector. */
const LONGEST_NAME = 40;

/** Their classes would have the names of Core's and of the simulators' own. */
const TAKEN = ['abstract', 'simulator', 'simulators', 'sheetbound'];

/**
 * What is wrong with the name of a connector, as a sentence; undefined when nothing is. `existing` are the folders
 * that there are: two that differ in case only are one on macOS and Windows.
 */
export function nameFault(name: string, existing: readonly string[]): string | undefined {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name))
    return `"${name}" is no name in PascalCase: write it like BankOfCanada, letters and digits only.${pascalAdvice(name)}`;
  if (name.length > LONGEST_NAME)
    return `"${name}" has ${name.length} characters; ${LONGEST_NAME} is the most.`;
  const suffix = /(?:Source|Connector|Simulator)$/.exec(name)?.[0];
  if (suffix !== undefined && suffix !== name)
    return `leave "${suffix}" off: the classes get it by themselves. Write ${name.slice(0, -suffix.length)}.`;
  const twin = existing.find(one => one.toLowerCase() === name.toLowerCase());
  if (twin !== undefined)
    return twin === name
      ? `there is a connector ${twin} already; it is left as it is. Choose another name.`
      : `there is a connector ${twin} already, and the two names differ in case only: on macOS and Windows they are one folder. Choose another name.`;
  if (TAKEN.includes(name.toLowerCase()) || isDeviceName(name))
    return `"${name}" has a meaning of its own already. Choose another name.`;
  if (name in globalThis || name in METHOD_NAMES)
    return `"${name}" is a built-in of JavaScript or of Apps Script. Choose another name, such as ${name}Data.`;
  return undefined;
}

function pascalAdvice(name: string): string {
  // Letters without what stands above or below them.
  const plain = name.normalize('NFD').replace(/\p{Mn}/gu, '');
  const words = plain.match(/[A-Za-z0-9]+/g) ?? [];
  const proposal = words
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .replace(/^\d+/, '');
  return /^[A-Z]/.test(proposal) ? ` ${proposal}, for instance.` : '';
}

/** Ids of nodes stand in addresses, in JSON and in `--fields`. */
export function nodeFault(node: string): string | undefined {
  if (/^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(node)) return undefined;
  return `"${node}" is no name of a node: begin with a letter, then up to 39 letters, digits, "_" or "-", e.g. orders.`;
}

/** `BankOfCanada` -> `Bank Of Canada`: what people read. */
export function titleOf(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
}

/** `line_items` -> `Line items`. */
export function captionOf(node: string): string {
  const words = toSnakeCase(node).replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `line_items` -> `line items`, within a sentence. */
export function wordsOf(node: string): string {
  return toSnakeCase(node).replace(/_/g, ' ');
}

/** Table or tab of the node. */
export function destinationOf(name: string, node: string): string {
  return toSnakeCase(`${name}_${node}`);
}

/** `Shop` and `ApiKey` -> `SHOP_API_KEY`. */
export function variableOf(name: string, setting: string): string {
  return toSnakeCase(`${name}_${setting}`).toUpperCase();
}

/** The member of an object that holds a setting: `clientId` of `ClientId`. */
export function memberOf({ name }: { name: string }): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
