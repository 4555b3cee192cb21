/** Names that a piece of code takes from a module; `type ` before one that is a type only. */
export type Imports = Readonly<Record<string, readonly string[]>>;

/** One list of import statements for several pieces of code: each module once, sorted as the house sorts. */
export function renderImports(...all: readonly Imports[]): string {
  const byModule = new Map<string, Set<string>>();
  for (const imports of all)
    for (const [module, names] of Object.entries(imports))
      byModule.set(module, new Set([...(byModule.get(module) ?? []), ...names]));
  return [...byModule]
    .sort(([a], [b]) => Number(isRelative(a)) - Number(isRelative(b)) || (a < b ? -1 : 1))
    .map(([module, names]) => statement(module, [...names].sort(byName)))
    .join('\n');
}

function statement(module: string, names: readonly string[]): string {
  const areTypes = names.every(name => name.startsWith('type '));
  const shown = areTypes ? names.map(bare) : names;
  return `import ${areTypes ? 'type ' : ''}{ ${shown.join(', ')} } from '${module}';`;
}

function isRelative(module: string): boolean {
  return module.startsWith('.');
}

function bare(name: string): string {
  return name.replace(/^type /, '');
}

/** Values before types, as the house writes them. */
function byName(a: string, b: string): number {
  const [isTypeA, isTypeB] = [a, b].map(name => Number(name.startsWith('type ')));
  return (isTypeA ?? 0) - (isTypeB ?? 0) || (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
}
