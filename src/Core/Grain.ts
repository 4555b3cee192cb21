import { ConfigurationException } from './Exceptions';
import { forgetNode, type RunState } from './RunState';
import type { SelectedNode } from './Selection';

/** Nodes whose rows are told apart by other fields than those that are stored: old and new rows must not mix. */
export function nodesOfChangedGrain(nodes: readonly SelectedNode[], state: RunState): SelectedNode[] {
  return nodes.filter(node => {
    const before = state.grain[node.id];
    return before !== undefined && JSON.stringify(before) !== JSON.stringify(node.uniqueKeys);
  });
}

/**
 * Gives each node the table that the state knows of. A node of another grain and another destination name gets a new
 * one, and its history anew; the old table stays as it is. Nothing is stored yet.
 */
export function assignTables(nodes: readonly SelectedNode[], state: RunState): void {
  for (const node of nodesOfChangedGrain(nodes, state)) {
    const table = state.tables?.[node.id];
    if (!table || table.name === node.destination) continue;
    forgetNode(state, node.id);
    state.tables = {
      ...state.tables,
      [node.id]: { name: node.destination, generation: table.generation + 1 },
    };
  }
  for (const node of nodes) node.generation = state.tables?.[node.id]?.generation ?? 1;
}

/** Throws unless every node has the grain of its table. */
export function requireSameGrain(nodes: readonly SelectedNode[], state: RunState, speaker: string): void {
  const changed = nodesOfChangedGrain(nodes, state);
  if (!changed.length) return;
  const list = (keys: readonly string[] = []) => keys.join(', ') || 'nothing';
  throw new ConfigurationException(
    speaker,
    changed.map(({ id, uniqueKeys, destination }) => ({
      parameter: 'Fields',
      message: `Fields: the rows of "${id}" were told apart by ${list(state.grain[id])}, now by ${list(uniqueKeys)}. Old and new rows would mix in "${destination}": give it another name (Destination Name Override), or reload it, which removes the old rows.`,
    })),
  );
}
