import type { SourceRecord } from '../../Core/Schema';

/** What of an answer about a repository is nested, flattened; the rest goes by its own name. */
export function toRepository(body: SourceRecord, repository: string): SourceRecord {
  const owner = part(body['owner']);
  const license = part(body['license']);
  const topics = body['topics'];
  return {
    ...body,
    repository,
    owner_login: owner['login'],
    owner_id: owner['id'],
    owner_type: owner['type'],
    license_key: license['key'],
    license_name: license['name'],
    topics: Array.isArray(topics) ? topics.join(', ') : topics,
  };
}

export function toContributor(body: SourceRecord, repository: string): SourceRecord {
  return { ...body, repository };
}

/** Without an account there is no id, and so no row: such people are listed by e-mail address only. */
export function hasAccount(body: SourceRecord): boolean {
  return body['type'] !== 'Anonymous' && body['id'] !== undefined && body['id'] !== null;
}

function part(value: unknown): SourceRecord {
  return typeof value === 'object' && value !== null ? (value as SourceRecord) : {};
}
