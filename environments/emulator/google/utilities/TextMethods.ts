import { randomUUID } from 'node:crypto';
import { normalizeBase64 } from '../../../portable/Base64';
import { parseCsv } from '../../../portable/Csv';
import { splitPattern } from '../../../portable/StrictDates';
import { formatSimpleDate } from '../../../node/dates/SimpleDateFormat';
import { parseSimpleDate } from '../../../node/dates/SimpleDateParse';
import { javaZone } from '../../../node/dates/Zones';
import type { ServiceHost } from '../ServiceHost';
import type { ServiceMethods } from '../ServiceObject';
import { bytesArguments, refuse, textArgument } from './Arguments';
import { formatString } from './FormatString';
import { toSignedBytes } from './SignedBytes';

/** Dates, base64, CSV, format strings, UUIDs. */
export function textMethods(host: ServiceHost): ServiceMethods {
  return { ...dateMethods(host), ...base64Methods(host), ...otherMethods(host) };
}

function dateMethods(host: ServiceHost): ServiceMethods {
  return {
    formatDate: (...args: unknown[]) => {
      const call = { host, method: 'formatDate', args };
      const [date] = args;
      if (!host.realm.isDate(date) || args.length !== 3) throw refuse(call);
      const pattern = textArgument(call, 2);
      checkPattern(host, pattern);
      return formatSimpleDate(date.getTime(), javaZone(textArgument(call, 1)), pattern);
    },
    parseDate: (...args: unknown[]) => {
      const call = { host, method: 'parseDate', args };
      if (args.length !== 3) throw refuse(call);
      const [text, zone, pattern] = [textArgument(call, 0), textArgument(call, 1), textArgument(call, 2)];
      checkPattern(host, pattern);
      const time = parseSimpleDate(text, javaZone(zone), pattern, host.now());
      if (time === undefined) throw host.exception(`Unparseable date: "${text}"`);
      return host.realm.date(time);
    },
  };
}

/** Java's own words for a pattern that means nothing. */
function checkPattern(host: ServiceHost, pattern: string): void {
  try {
    splitPattern(pattern);
  } catch {
    const letter = /[^GyYMLwWDdFEuaHkKhmsSzZX\W\d_]/.exec(pattern.replace(/'[^']*('|$)/g, ''))?.[0];
    throw host.exception(
      letter === undefined ? 'Unterminated quote' : `Illegal pattern character '${letter}'`,
    );
  }
}

function base64Methods(host: ServiceHost): ServiceMethods {
  const encode =
    (method: string, encoding: 'base64' | 'base64url') =>
    (...args: unknown[]) => {
      const [bytes] = bytesArguments({ host, method, args }, 0, 1, 'utf-8');
      const text = Buffer.from(bytes ?? []).toString(encoding);
      return text + '='.repeat(-text.length & 3);
    };
  const decode =
    (method: string) =>
    (...args: unknown[]) => {
      const text = textArgument({ host, method, args }, 0);
      try {
        return toSignedBytes(host, Buffer.from(normalizeBase64(text.replace(/\s/g, '')), 'base64'));
      } catch {
        throw host.exception('Could not decode string.');
      }
    };
  return {
    base64Encode: encode('base64Encode', 'base64'),
    base64EncodeWebSafe: encode('base64EncodeWebSafe', 'base64url'),
    base64Decode: decode('base64Decode'),
    base64DecodeWebSafe: decode('base64DecodeWebSafe'),
  };
}

function otherMethods(host: ServiceHost): ServiceMethods {
  return {
    formatString: (...args: unknown[]) =>
      formatString(host, textArgument({ host, method: 'formatString', args }, 0), args.slice(1)),
    getUuid: () => randomUUID(),
    parseCsv: (...args: unknown[]) => {
      const call = { host, method: 'parseCsv', args };
      const text = textArgument(call, 0);
      const delimiter = args[1] === undefined ? ',' : textArgument(call, 1);
      try {
        return host.realm.grid(parseCsv(text, delimiter));
      } catch {
        throw host.exception('Could not parse text.');
      }
    },
  };
}
