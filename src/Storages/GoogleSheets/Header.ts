import type { StorageTarget } from '../../Core/AbstractStorage';
import type { FieldType } from '../../Core/Schema';
import { boundsOf, captionOf, groupsOf, layoutOf, typeOf, withCaptions, withColumns } from './Layout';
import type { Layout, OwnedColumn } from './Layout';
import { markerOf, withMarker } from './Markers';
import type { Sheet } from './Sheet';
import { FIRST_ROW } from './Table';
import type { FoundTab } from './TabFinder';

/** How days and instants are shown, until the user chooses otherwise. */
export const FORMATS: Partial<Record<FieldType, string>> = {
  date: 'yyyy-mm-dd',
  datetime: 'yyyy-mm-dd hh:mm:ss',
};

/** The columns as they are; one service call, one more if a marker is gone. */
export function readLayout(target: StorageTarget, { sheet, record }: FoundTab): Layout {
  const layout = layoutOf(target, sheet.getRange('1:1').getNotes()[0] ?? []);
  const lost = layout.missing.filter(field => !record.ready || record.columns.includes(field));
  if (!lost.length) return layout;
  const captions = (sheet.getRange('1:1').getValues()[0] ?? []).map(String);
  return withCaptions(target, layout, captions, lost);
}

/** A layout for a tab that nothing stands in yet. */
export function freshLayout(target: StorageTarget): Layout {
  const empty = layoutOf(target, []);
  return withColumns(empty, newColumns(target, empty.missing, 1));
}

function newColumns(target: StorageTarget, fields: readonly string[], first: number): OwnedColumn[] {
  return fields.map((field, i) => ({
    field,
    index: first + i,
    type: typeOf(target, field),
    isSelected: true,
    isUnmarked: true,
  }));
}

/** The text that stays in a header's note; nothing in it changes from run to run. */
export function noteOf(target: StorageTarget, field: string): string {
  const note = `${captionOf(target, field)}, from ${target.sourceName}.`;
  return withMarker(note, markerOf(target.id, field));
}

export function captionInput(target: StorageTarget, field: string): string {
  return `'${captionOf(target, field)}`;
}

/**
 * Makes columns for fields that have none, to the right of ours: in empty columns that are there, else in inserted
 * ones, so that the user's columns move as a whole. A column that a killed execution left is found and used.
 */
export function addColumns(
  target: StorageTarget,
  sheet: Sheet,
  layout: Layout,
  fields: readonly string[],
): Layout {
  if (!fields.length) return layout;
  const noted = layout.notes.reduce((last, note, i) => (note === '' ? last : i + 1), 0);
  const right = layout.columns.length
    ? boundsOf(layout.columns).last
    : Math.max(sheet.getLastColumn(), noted);
  const free = freeColumns(target, sheet, layout, right, fields);
  if (free < fields.length) sheet.insertColumnsAfter(right + free, fields.length - free);
  const columns = newColumns(target, fields, right + 1);
  const captions = columns.map(({ field }) => captionInput(target, field));
  const rows = sheet.getMaxRows() - 1;
  setFormats(sheet, columns.slice(0, free), FIRST_ROW, rows);
  // An inserted column looks like its neighbour: numbers beside days would be shown as days.
  setFormats(sheet, columns.slice(free), FIRST_ROW, rows, 'general');
  sheet.getRange(1, right + 1, 1, fields.length).setValues([captions]);
  return withColumns(afterInsertion(layout, right + free, fields.length - free), columns);
}

function afterInsertion(layout: Layout, after: number, count: number): Layout {
  const inserted = Array.from({ length: count }, () => '');
  return { ...layout, notes: [...layout.notes.slice(0, after), ...inserted, ...layout.notes.slice(after)] };
}

/** How many columns beside ours are empty, or have only the caption that is to be written there. */
function freeColumns(
  target: StorageTarget,
  sheet: Sheet,
  layout: Layout,
  right: number,
  fields: readonly string[],
): number {
  const width = Math.min(fields.length, layout.notes.length - right);
  if (width <= 0) return 0;
  const range = sheet.getRange(1, right + 1, Math.max(sheet.getLastRow(), 1), width);
  const [values, formulas] = [range.getValues(), range.getFormulas()];
  const isFree = (i: number) =>
    (layout.notes[right + i] ?? '') === '' &&
    formulas.every(row => row[i] === '') &&
    values.every((row, r) => row[i] === '' || (r === 0 && row[i] === captionOf(target, fields[i] ?? '')));
  let free = 0;
  while (free < width && isFree(free)) free += 1;
  return free;
}

/** Writes the markers of columns that have none, behind the user's own text. */
export function writeMarkers(target: StorageTarget, sheet: Sheet, layout: Layout): void {
  for (const group of groupsOf(layout.columns.filter(({ isUnmarked }) => isUnmarked))) {
    const notes = group.map(({ field, index }) => {
      const own = layout.notes[index - 1] ?? '';
      return own === '' ? noteOf(target, field) : withMarker(own, markerOf(target.id, field));
    });
    sheet.getRange(1, group[0]?.index ?? 1, 1, notes.length).setNotes([notes]);
  }
}

/** Shows days as days. Columns of other types get `others`, if given. */
export function setFormats(
  sheet: Sheet,
  columns: readonly OwnedColumn[],
  row: number,
  rows: number,
  others?: string,
): void {
  if (rows < 1) return;
  const formatOf = ({ type }: OwnedColumn) => FORMATS[type] ?? others;
  for (const format of new Set(columns.map(formatOf))) {
    if (format === undefined) continue;
    for (const group of groupsOf(columns.filter(column => formatOf(column) === format)))
      sheet.getRange(row, group[0]?.index ?? 1, rows, group.length).setNumberFormat(format);
  }
}
