import { zipFiles } from '../../../node/NodeArchives';

/** Quoted throughout, as the reports are; with a byte-order mark and CRLF. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const lines = rows.map(row => row.map(value => `"${value.replaceAll('"', '""')}"`).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** A ZIP archive with one file. */
export function packed(name: string, text: string): Uint8Array {
  return zipFiles([{ name, bytes: new TextEncoder().encode(text) }]);
}
