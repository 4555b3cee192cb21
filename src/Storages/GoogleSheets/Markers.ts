/**
 * The line at the end of a header's note that says which field of which target the column holds. It has neither the
 * caption nor the position, so both are the user's to change.
 */
const PREFIX = 'sheetbound:';

/** Keeps an id on one line and free of the dot that separates the two. */
function encode(id: string): string {
  return encodeURIComponent(id).replace(/\./g, '%2E');
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

export function markerOf(targetId: string, field: string): string {
  return `${PREFIX}${encode(targetId)}.${encode(field)}`;
}

/** The marker in a note, wherever its line stands: the user may have written below it. */
export function readMarker(note: string): { targetId: string; field: string } | undefined {
  const line = note
    .split(/\r\n|\r|\n/)
    .map(each => each.trim())
    .reverse()
    .find(each => each.startsWith(PREFIX));
  const [target, field, rest] = (line ?? '').slice(PREFIX.length).split('.');
  if (target === undefined || field === undefined || rest !== undefined) return undefined;
  const [targetId, name] = [decode(target), decode(field)];
  return targetId === undefined || name === undefined ? undefined : { targetId, field: name };
}

/** The user's text, then the marker. A marker of another column (a copied header) is replaced. */
export function withMarker(note: string, marker: string): string {
  const own = note
    .split('\n')
    .filter(line => !line.trim().startsWith(PREFIX))
    .join('\n')
    .trimEnd();
  return own === '' ? marker : `${own}\n${marker}`;
}
