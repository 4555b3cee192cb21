import type { ConnectorDesign } from '../ConnectorDesign';
import { paragraphs, quote } from '../Text';

/** `Records.ts`: the simulator's data. The same seed is always the same world; a name looks like a formula on purpose. */
export function recordsFile(design: ConnectorDesign): string {
  return paragraphs(
    `import { between, fraction, uuidOf } from '../Random';`,
    design.kind === 'time-series' ? dailyRecords(design) : catalogue(design),
  );
}

const COMMON = `  name: string;
  status: 'active' | 'archived';
  amount: number;`;

const MEMBERS = `    name: index % 7 === 3 ? \`=Record "\${index + 1}", with a comma\` : \`Record \${index + 1}\`,
    status: fraction(seed, 'status', key) < 0.8 ? 'active' : 'archived',
    amount: between(-5_000, 100_000, seed, 'amount', key) / 100,`;

function catalogue({ name }: ConnectorDesign): string {
  return `/** As the API spells it. */
export interface ${name}Record {
  id: string;
${COMMON}
  /** ISO 8601, UTC. */
  updated_at: string;
}

/** The record at a position of the list, counted from 0. */
export function recordAt(index: number, seed: number): ${name}Record {
  const key = String(index);
  const minutes = between(0, 500_000, seed, 'updated', key);
  return {
    id: uuidOf(${quote(name)}, seed, key),
${MEMBERS}
    updated_at: new Date(Date.UTC(2025, 2, 1) + minutes * 60_000).toISOString(),
  };
}`;
}

function dailyRecords({ name }: ConnectorDesign): string {
  return `/** As the API spells it. */
export interface ${name}Record {
  id: string;
  /** \`YYYY-MM-DD\`. */
  date: string;
${COMMON}
}

/** The records of one day. */
export function recordsOn(day: string, count: number, seed: number): ${name}Record[] {
  return Array.from({ length: count }, (_, index) => recordOn(day, index, seed));
}

function recordOn(day: string, index: number, seed: number): ${name}Record {
  const key = \`\${day} \${index}\`;
  return {
    id: uuidOf(${quote(name)}, seed, key),
    date: day,
${MEMBERS}
  };
}`;
}
