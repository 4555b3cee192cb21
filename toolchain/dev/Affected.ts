/** What has to be done again after files were saved. */
export interface Affected {
  /** The connectors whose tests and import run, in the order of their names. */
  connectors: readonly string[];
}

const OF_CONNECTOR = [
  /^src\/Sources\/([^/]+)\//,
  /^test\/sources\/([^/]+)\//,
  /^environments\/emulator\/apis\/([^/]+)\//,
];

/**
 * The connectors that changed files belong to. Where a file belongs to none (Core, say), those worked on last;
 * `chosen` ones leave the others out. Paths are relative to the checkout.
 */
export function affectedBy(
  paths: readonly string[],
  {
    existing,
    chosen,
    last,
  }: { existing: readonly string[]; chosen: readonly string[]; last: readonly string[] },
): Affected {
  if (chosen.length) return { connectors: chosen };
  const named = paths.map(connectorOf);
  const own = named.filter((name): name is string => name !== undefined && existing.includes(name));
  const isShared = named.some(name => name === undefined || !existing.includes(name));
  return { connectors: [...new Set([...own, ...(isShared ? last : [])])].sort() };
}

function connectorOf(path: string): string | undefined {
  const spelt = path.replaceAll('\\', '/');
  for (const pattern of OF_CONNECTOR) {
    const name = pattern.exec(spelt)?.[1];
    if (name) return name;
  }
  return undefined;
}
