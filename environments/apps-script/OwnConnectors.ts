import { AvailableConnectors } from 'sheetbound:connectors';
import { readOwnConnectors, type OwnConnectors } from '../../src/Core/ConnectorChecks';
import { host } from './Host';

/** The global variable of this script, which authors write with; in a library they have no other way to it. */
declare const Sheetbound: unknown;

const NONE: OwnConnectors = { entries: [], faults: [] };

/** By the function that registers them: once an execution, or once a host. */
const known = new Map<unknown, OwnConnectors>();

/** The connectors that the script registers beside the built-in ones, and what is wrong with those that cannot be used. */
export function ownConnectors(): OwnConnectors {
  const { registerConnectors } = host();
  if (registerConnectors === undefined) return NONE;
  let read = known.get(registerConnectors);
  if (!read) {
    read = readOwnConnectors(registerConnectors, Sheetbound, Object.keys(AvailableConnectors));
    known.set(registerConnectors, read);
  }
  return read;
}
