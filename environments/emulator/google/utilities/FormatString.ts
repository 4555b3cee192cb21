import type { ServiceHost } from '../ServiceHost';

interface Specifier {
  text: string;
  flags: string;
  width: number;
  precision: number | undefined;
  conversion: string;
}

const SPECIFIER = /%(?:(\d+)\$)?([-0+ ,#]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/** `Utilities.formatString`: the conversions of Java's Formatter that JavaScript values have a meaning for. */
export function formatString(host: ServiceHost, template: string, values: readonly unknown[]): string {
  let next = 0;
  return template.replace(
    SPECIFIER,
    (
      text,
      index: string | undefined,
      flags: string,
      width = '0',
      precision: string | undefined,
      conversion: string,
    ) => {
      if (conversion === '%') return '%';
      if (conversion === 'n') return '\n';
      const position = index === undefined ? next++ : Number(index) - 1;
      if (position >= values.length) throw host.exception(`Format specifier '${text}'`);
      const specifier: Specifier = {
        text,
        flags,
        width: Number(width),
        precision: precision === undefined ? undefined : Number(precision),
        conversion,
      };
      return pad(convert(host, specifier, values[position]), specifier);
    },
  );
}

function convert(host: ServiceHost, specifier: Specifier, value: unknown): string {
  const { conversion, precision } = specifier;
  if ('sS'.includes(conversion)) return upperIf(conversion, String(value).slice(0, precision));
  if (conversion === 'b') return String(value !== null && value !== undefined && value !== false);
  if (conversion === 'c')
    return typeof value === 'number' ? String.fromCodePoint(value) : String(value).slice(0, 1);
  const number = typeof value === 'number' ? value : Number.NaN;
  if (Number.isNaN(number) || !'dixXofeE'.includes(conversion))
    throw host.exception(`${conversion} != ${typeof value === 'string' ? 'java.lang.String' : typeof value}`);
  return signed(specifier, number, convertNumber(specifier, Math.abs(number)));
}

function convertNumber({ conversion, precision = 6, flags }: Specifier, size: number): string {
  if (conversion === 'x' || conversion === 'X') return upperIf(conversion, Math.trunc(size).toString(16));
  if (conversion === 'o') return Math.trunc(size).toString(8);
  if (conversion === 'e' || conversion === 'E')
    return upperIf(conversion, size.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2'));
  const text = conversion === 'f' ? size.toFixed(precision) : String(Math.trunc(size));
  return flags.includes(',') ? text.replace(/\B(?=(\d{3})+(?!\d)(?=\.|$))/g, ',') : text;
}

function signed({ flags, width }: Specifier, number: number, digits: string): string {
  const sign = number < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return sign + (flags.includes('0') ? digits.padStart(width - sign.length, '0') : digits);
}

function pad(text: string, { flags, width }: Specifier): string {
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width);
}

function upperIf(conversion: string, text: string): string {
  return conversion === conversion.toUpperCase() ? text.toUpperCase() : text;
}
