import { GONE_FIELD, type StorageTarget } from '../../Core/AbstractStorage';
import type { FieldType } from '../../Core/Schema';
import { readMarker } from './Markers';
import { runsOf, type Span } from './Spans';

/** A column of the tab that belongs to the target. */
export interface OwnedColumn {
  field: string;
  /** Counts from 1. */
  index: number;
  type: FieldType;
  /** Whether rows carry a value for it. False: a field that was de-selected keeps what its column holds. */
  isSelected: boolean;
  /** Found by its caption, so that its marker is to be written. */
  isUnmarked?: boolean;
}

/** Which columns of a tab are ours, by position. */
export interface Layout {
  columns: readonly OwnedColumn[];
  /** Fields that are selected and have no column. */
  missing: readonly string[];
  /** As read, '' where there is none: one for each column of the grid. */
  notes: readonly string[];
}

export const GONE_CAPTION = 'No longer in source';

export function captionOf(target: StorageTarget, field: string): string {
  return field === GONE_FIELD ? GONE_CAPTION : (target.fields[field]?.name ?? field);
}

export function typeOf(target: StorageTarget, field: string): FieldType {
  return field === GONE_FIELD ? 'boolean' : (target.fields[field]?.type ?? 'string');
}

/** Columns by their markers; of a copied column the left one is ours. */
export function layoutOf(target: StorageTarget, notes: readonly string[]): Layout {
  const columns: OwnedColumn[] = [];
  const found = new Set<string>();
  notes.forEach((note, i) => {
    const marker = note === '' ? undefined : readMarker(note);
    if (marker?.targetId !== target.id || found.has(marker.field)) return;
    found.add(marker.field);
    columns.push(columnOf(target, marker.field, i + 1));
  });
  const missing = Object.keys(target.fields).filter(field => !found.has(field));
  return { columns, missing, notes };
}

function columnOf(target: StorageTarget, field: string, index: number): OwnedColumn {
  const isSelected = field in target.fields || field === GONE_FIELD;
  return { field, index, type: typeOf(target, field), isSelected };
}

/** The same with columns whose marker is gone, by their caption. `fields` may be looked for, no others. */
export function withCaptions(
  target: StorageTarget,
  layout: Layout,
  captions: readonly string[],
  fields: readonly string[],
): Layout {
  const added: OwnedColumn[] = [];
  for (const field of layout.missing.filter(each => fields.includes(each))) {
    const caption = captionOf(target, field).trim().toLowerCase();
    const at = captions.findIndex((text, i) => {
      const isOurs = readMarker(layout.notes[i] ?? '') !== undefined;
      return !isOurs && text.trim().toLowerCase() === caption && added.every(({ index }) => index !== i + 1);
    });
    if (at >= 0) added.push({ ...columnOf(target, field, at + 1), isUnmarked: true });
  }
  return withColumns(layout, added);
}

export function withColumns(layout: Layout, added: readonly OwnedColumn[]): Layout {
  const columns = [...layout.columns, ...added].sort((a, b) => a.index - b.index);
  const fields = columns.map(({ field }) => field);
  return { ...layout, columns, missing: layout.missing.filter(field => !fields.includes(field)) };
}

export function columnsOf(layout: Layout, fields: readonly string[]): OwnedColumn[] {
  return fields.flatMap(field => layout.columns.find(column => column.field === field) ?? []);
}

/** The narrowest range of columns that holds all of these. */
export function boundsOf(columns: readonly OwnedColumn[]): Span {
  const indexes = columns.map(({ index }) => index);
  return { first: Math.min(...indexes), last: Math.max(...indexes) };
}

/** Ranges of neighbouring columns. */
export function groupsOf(columns: readonly OwnedColumn[]): OwnedColumn[][] {
  const runs = runsOf(columns.map(({ index }) => index));
  return runs.map(run => columns.filter(({ index }) => index >= run.first && index <= run.last));
}
