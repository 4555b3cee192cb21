import { describe, expect, it } from 'vitest';
import { findConnector, makeSource } from '../../../environments/node/cli/Connectors';
import { describeSource, type ParameterFacts } from '../../../environments/node/cli/SourceFacts';
import { createNodeEnvironment } from '../../../environments/node/NodeEnvironment';
import { CONFIG_ATTRIBUTES } from '../../../src/Constants';
import { declaredSignIns } from '../../../src/Core/Auth/SignIns';
import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import type { ParameterDeclarations } from '../../../src/Core/Parameters';
import { STANDARD_PARAMETERS } from '../../../src/Core/StandardParameters';
import { loadCases } from '../../sources/cases';
import { listSources } from '../../sources/harness';
import { formOf, submit, typedOf, type FormField } from './support/FormModel';

installEnvironment(createNodeEnvironment());

/** As a program reads it. */
function described(name: string): { parameters: ParameterFacts[] } {
  return JSON.parse(JSON.stringify(describeSource(findConnector(name)))) as { parameters: ParameterFacts[] };
}

function allFields(form: readonly FormField[]): FormField[] {
  return form.flatMap(field => [
    field,
    ...('choice' in field ? field.choice.flatMap(({ fields }) => allFields(fields)) : []),
  ]);
}

describe.each(listSources())('a form made of what describe says of %s', name => {
  it('can be filled in so that its import runs', async () => {
    const { values, secrets } = await loadCases(name);
    const form = formOf(described(name).parameters);
    const sent = submit(form, typedOf({ ...values, ...secrets }));
    expect(makeSource(findConnector(name), sent).config.faults()).toEqual([]);
  });

  it('lacks nothing that the source declares, and asks for secrets behind dots', () => {
    const declarations = makeSource(findConnector(name)).config.declarations() as ParameterDeclarations;
    const form = allFields(formOf(described(name).parameters));
    const paths = pathsOf(declarations, '');
    expect(form.map(({ path }) => path).sort()).toEqual(paths.map(([path]) => path).sort());
    for (const [path, isSecret] of paths) {
      const field = form.find(each => each.path === path);
      if (isSecret) expect(field, path).toMatchObject({ input: 'password' });
    }
  });

  it('tells what every import has from what this source has', () => {
    const { parameters } = described(name);
    for (const { name: parameter, isStandard } of parameters)
      expect([parameter, isStandard ?? false]).toEqual([parameter, parameter in STANDARD_PARAMETERS]);
  });

  it('offers sign-ins that can be carried out from the hosts of the source', () => {
    const { manifest } = findConnector(name);
    const declarations = makeSource(findConnector(name)).config.declarations() as ParameterDeclarations;
    for (const { params, items, fills } of declaredSignIns(declarations)) {
      const [, host = ''] = /^https:\/\/([^/]+)/.exec(params.tokenUrl) ?? [];
      const isListed = (manifest.hosts ?? []).some(each =>
        each.startsWith('*.') ? host.endsWith(each.slice(1)) : each === host,
      );
      expect([host, isListed]).toEqual([host, true]);
      const texts = [params.authorizeUrl, params.tokenUrl, ...Object.values(params.headers ?? {})].join(' ');
      const named = [...texts.matchAll(/\{([A-Z]\w*)\}/g)].map(([, item = '']) => item);
      expect(named.filter(item => !(item in items) && !(item in declarations))).toEqual([]);
      expect(fills.length).toBeGreaterThan(0);
    }
  });
});

function pathsOf(declarations: ParameterDeclarations, prefix: string): [path: string, isSecret: boolean][] {
  return Object.entries(declarations).flatMap(([name, { oneOf = [], attributes = [] }]) => [
    [prefix + name, attributes.includes(CONFIG_ATTRIBUTES.SECRET) && !oneOf.length] as [string, boolean],
    ...oneOf.flatMap(({ items = {} }) => pathsOf(items, `${prefix}${name}.`)),
  ]);
}
