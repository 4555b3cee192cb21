/**
 * RFC 4180: a field may be quoted, a doubled quote in it is one quote, rows end with LF, CRLF or CR. The last row
 * needs no end, an empty text has no rows, an empty line is a row of one empty field. A quote inside an unquoted
 * field is an ordinary character. Throws on an unclosed quote and on text after a closing one.
 */
export function parseCsv(text: string, delimiter = ','): string[][] {
  if (!/^[^"\r\n]$/.test(delimiter))
    throw new Error('A CSV delimiter is one character, and neither a quote nor a line end.');
  const rows: string[][] = [];
  const reader = { text, delimiter, position: 0 };
  while (reader.position < text.length) rows.push(readRow(reader));
  return rows;
}

interface Reader {
  readonly text: string;
  readonly delimiter: string;
  position: number;
}

function readRow(reader: Reader): string[] {
  const row: string[] = [];
  for (;;) {
    row.push(reader.text[reader.position] === '"' ? readQuoted(reader) : readPlain(reader));
    const next = reader.text[reader.position];
    if (next === reader.delimiter) {
      reader.position++;
      continue;
    }
    if (next === '\r' && reader.text[reader.position + 1] === '\n') reader.position++;
    reader.position++;
    return row;
  }
}

function readPlain(reader: Reader): string {
  const start = reader.position;
  const { text, delimiter } = reader;
  let end = start;
  while (end < text.length) {
    const character = text[end];
    if (character === delimiter || character === '\n' || character === '\r') break;
    end++;
  }
  reader.position = end;
  return text.slice(start, end);
}

function readQuoted(reader: Reader): string {
  const { text, delimiter } = reader;
  const line = (): number => text.slice(0, reader.position).split(/\r\n|\n|\r/).length;
  let value = '';
  let start = reader.position + 1;
  for (;;) {
    const quote = text.indexOf('"', start);
    if (quote < 0) throw new Error(`The CSV text has a quote in line ${line()} that is never closed.`);
    value += text.slice(start, quote);
    const next = text[quote + 1];
    start = quote + 2;
    if (next === '"') {
      value += '"';
      continue;
    }
    if (next !== undefined && next !== delimiter && next !== '\n' && next !== '\r')
      throw new Error(`The CSV text has characters after a closing quote in line ${line()}.`);
    reader.position = quote + 1;
    return value;
  }
}
