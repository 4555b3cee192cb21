import { MANIFEST_SHAPE, type Shape } from './ManifestShape';

/**
 * What Google finds wrong with a manifest; undefined when it takes it. The texts about unknown fields, doubled services
 * and empty paths are Google's own; of the others only the beginning (`"appsscript.json" has errors: `) is known.
 */
export function manifestFault(source: string): string | undefined {
  const manifest = parse(source);
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest))
    return 'Invalid manifest: not a JSON object';
  const unknown = unknownFields(manifest, MANIFEST_SHAPE, '');
  if (unknown.length) return `Invalid manifest: unknown fields: [${unknown.join(', ')}]`;
  const fields = manifest as Readonly<Record<string, unknown>>;
  return (
    wrongShape(manifest, MANIFEST_SHAPE, '') ??
    timeZoneFault(fields['timeZone']) ??
    scopeFault(listOf(fields['oauthScopes'])) ??
    whitelistFault(listOf(fields['urlFetchWhitelist'])) ??
    symbolFault(fields['dependencies'])
  );
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

function unknownFields(value: unknown, shape: Shape, path: string): string[] {
  if (shape === 'any' || typeof shape === 'string' || shape instanceof Set) return [];
  if (Array.isArray(shape)) {
    const [item] = shape as [Shape];
    return Array.isArray(value) ? value.flatMap(one => unknownFields(one, item, path)) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const place = path === '' ? name : `${path}.${name}`;
    const inner = (shape as Readonly<Record<string, Shape>>)[name];
    return inner === undefined ? [place] : unknownFields(member, inner, place);
  });
}

function wrongShape(value: unknown, shape: Shape, path: string): string | undefined {
  if (shape === 'any') return undefined;
  if (shape instanceof Set)
    return shape.has(value as string)
      ? undefined
      : `Invalid manifest: invalid value for ${path}: ${text(value)}`;
  if (typeof shape === 'string')
    return typeof value === shape ? undefined : `Invalid manifest: ${path} must be a ${shape}`;
  if (Array.isArray(shape)) {
    const [item] = shape as [Shape];
    if (!Array.isArray(value)) return `Invalid manifest: ${path} must be a list`;
    return first(value.map(one => wrongShape(one, item, path)));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `Invalid manifest: ${path} must be an object`;
  return first(
    Object.entries(value).map(([name, member]) =>
      wrongShape(
        member,
        (shape as Readonly<Record<string, Shape>>)[name] ?? 'any',
        path === '' ? name : `${path}.${name}`,
      ),
    ),
  );
}

function timeZoneFault(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return undefined;
  } catch {
    return `Invalid time zone: ${value}`;
  }
}

function scopeFault(scopes: readonly string[]): string | undefined {
  const wrong = scopes.filter(scope => !/^https:\/\/[^\s/]+\/\S*$/.test(scope));
  return wrong.length ? `Invalid OAuth scopes: ${wrong.join(', ')}` : undefined;
}

function whitelistFault(prefixes: readonly string[]): string | undefined {
  const insecure = prefixes.filter(prefix => !prefix.startsWith('https://'));
  if (insecure.length) return `URLs must use HTTPS:\n${insecure.join('\n')}`;
  const hostOf = (prefix: string): string => prefix.slice('https://'.length).split('/')[0] ?? '';
  const wild = prefixes.filter(prefix => {
    const host = hostOf(prefix);
    return (
      host === '' || prefix.replace(/^https:\/\/\*\./, '').includes('*') || !/^(\*\.)?[^*.]+\./.test(host)
    );
  });
  if (wild.length) return `URLs may have one leading wildcard at most:\n${wild.join('\n')}`;
  const bare = prefixes.filter(prefix => !prefix.slice('https://'.length).includes('/'));
  return bare.length ? `URLs must have a non-empty path:\n${bare.join('\n')}` : undefined;
}

function symbolFault(dependencies: unknown): string | undefined {
  const { enabledAdvancedServices = [], libraries = [] } = (dependencies ?? {}) as {
    enabledAdvancedServices?: { userSymbol?: string }[];
    libraries?: { userSymbol?: string }[];
  };
  const symbols = [...enabledAdvancedServices, ...libraries].flatMap(one => one.userSymbol ?? []);
  const twice = symbols.find((symbol, index) => symbols.indexOf(symbol) !== index);
  return twice === undefined ? undefined : `Found a service identifier used more than once: ${twice}`;
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? (value as string[]) : [];
}

function first(faults: readonly (string | undefined)[]): string | undefined {
  return faults.find(fault => fault !== undefined);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
