import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONFIG_ATTRIBUTES } from '../../../src/Constants';
import type { ConnectorManifest } from '../../../src/Core/ConnectorRegistry';
import { dateFields, resolveNode } from '../../../src/Core/FieldsSchema';
import type { ParameterDeclarations } from '../../../src/Core/Parameters';
import { STANDARD_PARAMETERS } from '../../../src/Core/StandardParameters';
import { listSources, loadSource, sourceFile } from '../../sources/harness';

const TYPES = ['string', 'numeric string', 'integer', 'number', 'boolean', 'date', 'datetime', 'json'];

describe.each(listSources())('%s: what its folder says', name => {
  const read = (file: string) => readFileSync(sourceFile(name, file), 'utf8');
  const manifest = JSON.parse(read('manifest.json')) as ConnectorManifest;
  const declarations = async () => (await loadSource(name)).config.declarations() as ParameterDeclarations;

  it('has a manifest that names the API, its hosts and its version', () => {
    expect(manifest.title).toBeTruthy();
    expect(manifest.documentation).toMatch(/^https:\/\//);
    expect(manifest.hosts?.length).toBeGreaterThan(0);
    for (const host of manifest.hosts ?? []) expect(host).toMatch(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    expect(manifest.apiVersion?.version).toBeTruthy();
    for (const day of [manifest.apiVersion?.released, manifest.apiVersion?.sunset])
      if (day !== undefined) expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('has a logo of its own that fetches nothing', () => {
    const logo = read(manifest.logo ?? '');
    expect(logo).toMatch(/^<svg [^>]*viewBox=/);
    expect(logo).not.toMatch(/<script|href=|url\(/);
  });

  it('describes every node and field, with known types', async () => {
    const { fieldsSchema = {} } = await loadSource(name);
    expect(Object.keys(fieldsSchema).length).toBeGreaterThan(0);
    for (const id of Object.keys(fieldsSchema)) {
      const node = resolveNode(fieldsSchema, id);
      expect(node.name, id).toBeTruthy();
      expect(node.description, id).toMatch(/\.$/);
      for (const [field, definition] of Object.entries(node.fields)) {
        expect(definition.description, `${id} ${field}`).toMatch(/\S{3}.*\.$/);
        expect(TYPES, `${id} ${field}`).toContain(definition.type);
      }
    }
  });

  it('has keys, default fields and a destination for every node', async () => {
    const { fieldsSchema = {} } = await loadSource(name);
    const nodes = Object.keys(fieldsSchema).map(id => resolveNode(fieldsSchema, id));
    for (const node of nodes) {
      const fields = Object.keys(node.fields);
      expect(fields).toEqual(expect.arrayContaining([...(node.uniqueKeys ?? [])]));
      expect(fields).toEqual(expect.arrayContaining([...(node.defaultFields ?? [])]));
      expect(node.uniqueKeys?.length).toBeGreaterThan(0);
      expect(node.destinationName).toMatch(/^[a-z0-9_]+$/);
      if (node.accountField) expect(fields).toContain(node.accountField);
      if (node.isTimeSeries) expect(dateFields(node)).toContain(node.dateField ?? dateFields(node)[0]);
    }
    expect(new Set(nodes.map(node => node.destinationName)).size).toBe(nodes.length);
  });

  it('labels and describes every parameter, and marks what is secret', async () => {
    for (const [parameter, declaration] of Object.entries(await declarations())) {
      expect(declaration.label, parameter).toBeTruthy();
      expect(declaration.description, parameter).toBeTruthy();
      if (/token|secret|password|apikey/i.test(parameter))
        expect(declaration.attributes, parameter).toContain(CONFIG_ATTRIBUTES.SECRET);
    }
  });

  it('tells an analyst what comes, how to begin, and where credentials come from', async () => {
    const { fieldsSchema = {} } = await loadSource(name);
    const readme = read('README.md');
    for (const node of Object.values(fieldsSchema)) expect(readme).toContain(`\`${node.destinationName}\``);
    const own = Object.entries(await declarations()).filter(([id]) => !(id in STANDARD_PARAMETERS));
    for (const [parameter] of own) expect(readme).toContain(`\`${parameter}\``);
    expect(read('GETTING_STARTED.md')).toContain(`npx sheetbound run ${name}`);
    const hasSecrets = own.some(([, { attributes }]) => attributes?.includes(CONFIG_ATTRIBUTES.SECRET));
    expect(existsSync(sourceFile(name, 'CREDENTIALS.md'))).toBe(hasSecrets);
  });
});
