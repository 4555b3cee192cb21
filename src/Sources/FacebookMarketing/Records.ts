import { isRecord } from '../../Core/Json';
import type { SourceRecord } from '../../Core/Schema';

const CREATIVE = /^creative_(id|name|url_tags|effective_object_story_id|object_story_spec)$/;

/** Fields for an edge of ads: those of the creative are asked for in braces, `creative{id,name}`. */
export function adFields(fields: readonly string[]): string {
  const own = fields.filter(field => !CREATIVE.test(field));
  const nested = fields.flatMap(field => CREATIVE.exec(field)?.[1] ?? []);
  return [...own, ...(nested.length ? [`creative{${nested.join(',')}}`] : [])].join(',');
}

/** An ad with its creative beside it. */
export function toAd(ad: SourceRecord): SourceRecord {
  const { creative, ...own } = ad;
  return isRecord(creative) ? { ...own, ...prefixed('creative_', creative) } : own;
}

/** The link of a row, taken apart: its id tells the rows of one ad and day apart. */
export function toLinkRow(row: SourceRecord): SourceRecord {
  const asset = row['link_url_asset'];
  if (!isRecord(asset)) return row;
  return { ...row, link_url_asset_id: asset['id'], link_url_asset_url: asset['website_url'] };
}

/** The address that a row's link leads to; undefined where it has none. */
export function linkOf(row: SourceRecord): string | undefined {
  const asset = row['link_url_asset'];
  const url = isRecord(asset) ? asset['website_url'] : undefined;
  return typeof url === 'string' ? url : undefined;
}

/** A row with the page behind its short link. */
export function withLink(row: SourceRecord, parsed_url: string): SourceRecord {
  const asset = row['link_url_asset'];
  return isRecord(asset)
    ? { ...row, link_url_asset: { ...asset, parsed_url }, link_url_asset_url: parsed_url }
    : row;
}

function prefixed(prefix: string, record: SourceRecord): SourceRecord {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [prefix + name, value]));
}
