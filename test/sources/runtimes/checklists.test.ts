import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dateFields, resolveNode } from '../../../src/Core/FieldsSchema';
import { loadCases } from '../cases';
import { listSources, loadSource } from '../harness';
import { PROOFS, type ChecklistCase, type Trait } from './Checklist';

const fileIn = (name: string, file: string) => new URL(`../${name}/${file}`, import.meta.url);
const ours = listSources().filter(name => existsSync(fileIn(name, 'checklist.ts')));

it('is there for every connector that the package comes with; one of somebody’s own may do without', () => {
  expect(ours.length).toBeGreaterThanOrEqual(7);
});

describe.each(ours)('the checklist of %s', name => {
  const fileOf = (file: string) => fileIn(name, file);
  const load = async () =>
    (await import(/* @vite-ignore */ fileOf('checklist.ts').href)) as {
      traits: readonly Trait[];
      checklist: readonly ChecklistCase[];
    };

  it('is run on both runtimes', () => {
    expect(existsSync(fileOf('checklist.test.ts'))).toBe(true);
  });

  it('has a case for everything that can go wrong with such a source', async () => {
    const { traits, checklist } = await load();
    const proven = new Set(checklist.flatMap(one => one.proves));
    const needed = (['always', ...traits] as const).flatMap(trait => [...PROOFS[trait]]);
    expect(needed.filter(proof => !proven.has(proof))).toEqual([]);
  });

  it('names every case once', async () => {
    const { checklist } = await load();
    const titles = checklist.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('leaves out no trait that the source evidently has', async () => {
    const { traits } = await load();
    const cases = await loadCases(name);
    const source = await loadSource(name, { ...cases.values, ...cases.secrets });
    const schema = source.fieldsSchema ?? {};
    const nodes = Object.keys(schema).map(id => resolveNode(schema, id));
    const evident: Partial<Record<Trait, boolean>> = {
      accounts: source.hasAccounts,
      credentials: source.config.secrets().length > 0,
      days: nodes.some(
        node =>
          node.isTimeSeries &&
          node.maxDaysPerRequest !== 1 &&
          Object.values(cases.nodes).some(one => one.daysOf),
      ),
      dimensions: nodes.some(node => Object.values(node.fields).some(({ role }) => role === 'dimension')),
      paged: Object.values(cases.nodes).some(({ large }) => large),
    };
    const missing = Object.entries(evident).filter(([trait, has]) => has && !traits.includes(trait as Trait));
    expect(missing.map(([trait]) => trait)).toEqual([]);
  });

  it('comes with ten accounts, and with the days that each time series asks for', async () => {
    const cases = await loadCases(name);
    const source = await loadSource(name, cases.values);
    expect(cases.tenAccounts === undefined).toBe(!source.hasAccounts);
    const schema = source.fieldsSchema ?? {};
    const silent = Object.keys(schema).filter(id => {
      const node = resolveNode(schema, id);
      return (node.isTimeSeries ?? dateFields(node).length === 1) && !cases.nodes[id]?.daysOf;
    });
    expect(silent).toEqual([]);
  });
});
