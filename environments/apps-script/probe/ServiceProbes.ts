import { connectors } from '../Connecting';
import { TICKER } from '../ticker/TickerTrigger';
import type { Probe } from './Probe';

const KEY = 'sheetbound.probe';

/** Globals that browsers and Node have, and Apps Script has not. */
const ABSENT = [
  'setTimeout',
  'URL',
  'TextEncoder',
  'fetch',
  'atob',
  'structuredClone',
  'queueMicrotask',
  'crypto',
];

/** Syntax newer than what we upload. Only what the engine runs can be asked; the parser at upload may refuse more. */
const SYNTAX: Readonly<Record<string, string>> = {
  'class-fields': 'class A { x = 1 } return new A().x === 1',
  'static-blocks': 'class A { static { A.x = 1 } } return A.x === 1',
  'private-fields': 'class A { #x = 1; get() { return this.#x } } return new A().get() === 1',
  'logical-assignment': 'let a; a ??= 1; return a === 1',
  'numeric-separators': 'return 1_000 === 1000',
};

const language = (): readonly Probe[] => [
  ...Object.entries(SYNTAX).map(([id, body]) => ({
    id: `syntax-${id}`,
    question: `the engine runs ${id.replace('-', ' ')}`,
    // Syntax can only be tried by compiling it while the script runs.
    ask: () => String((new Function(body) as () => unknown)()),
  })),
  {
    id: 'absent-globals',
    question: `which of ${ABSENT.join(', ')} exist`,
    ask: () =>
      ABSENT.filter(name => (new Function(`return typeof ${name}`) as () => string)() !== 'undefined').join(
        ' ',
      ) || 'none',
  },
];

const utilities = (): readonly Probe[] => [
  {
    id: 'unknown-zone',
    question: 'formatDate with a zone that does not exist',
    ask: () => Utilities.formatDate(new Date(0), 'Nowhere/Land', 'yyyy-MM-dd HH:mm Z'),
  },
  {
    id: 'digest-charset',
    question: 'whether a digest of "é" without a charset is that of "?"',
    ask: () => {
      const digest = (text: string) => Utilities.computeDigest(Utilities.DigestAlgorithm.MD5, text).join(' ');
      return String(digest('é') === digest('?'));
    },
  },
  {
    id: 'web-safe-padding',
    question: 'whether base64EncodeWebSafe keeps its padding',
    ask: () => Utilities.base64EncodeWebSafe('a'),
  },
  {
    id: 'csv-open-quote',
    question: 'parseCsv with a quote that is not closed',
    ask: () => JSON.stringify(Utilities.parseCsv('"a')),
  },
  {
    id: 'lenient-date',
    question: 'parseDate of 30 February',
    ask: () => Utilities.parseDate('2026-02-30', 'GMT', 'yyyy-MM-dd').toISOString(),
  },
];

const stores = (): readonly Probe[] => [
  {
    id: 'property-9-kb',
    question: 'a property of 9,300 bytes',
    ask: () => {
      const store = PropertiesService.getUserProperties();
      try {
        store.setProperty(KEY, 'x'.repeat(9_300));
        return `accepted, ${store.getProperty(KEY)?.length ?? 0} read back`;
      } finally {
        store.deleteProperty(KEY);
      }
    },
  },
  {
    id: 'lock-reentrant',
    question: 'tryLock on a lock that this execution holds',
    ask: () => {
      const lock = LockService.getScriptLock();
      const answers = [lock.tryLock(1000), lock.tryLock(1000)];
      lock.releaseLock();
      return `${answers.join(' ')}, then held: ${String(lock.hasLock())}`;
    },
  },
  ...[3, 24].map(hours => ({
    id: `every-hours-${hours}`,
    question: `a trigger every ${hours} hours`,
    ask: () => {
      const trigger = ScriptApp.newTrigger(TICKER).timeBased().everyHours(hours).create();
      ScriptApp.deleteTrigger(trigger);
      return 'accepted';
    },
  })),
];

const network = (): readonly Probe[] => [
  {
    id: 'url-too-long',
    question: 'an address of 2,083 characters and more',
    ask: () => {
      const url = `${probeUrl()}?${'x'.repeat(2_100)}`;
      try {
        return String(UrlFetchApp.fetch(url, { muteHttpExceptions: true }).getResponseCode());
      } catch (error) {
        return `throws: ${String((error as Error).message)
          .split(url)
          .join('URL')}`;
      }
    },
  },
  {
    id: 'method-head',
    question: 'the method head',
    ask: () => {
      const options = {
        method: 'head',
        muteHttpExceptions: true,
      } as unknown as GoogleAppsScript.URL_Fetch.URLFetchRequestOptions;
      return `accepted: ${String(UrlFetchApp.fetch(probeUrl(), options).getContentText().length)} characters`;
    },
  },
  {
    id: 'failure-excerpt',
    question: 'the text of a failed request: 150 characters of the body, or 147 and dots',
    ask: () => {
      const url = probeUrl();
      const muted = UrlFetchApp.fetch(url, { muteHttpExceptions: true });
      const body = muted.getContentText();
      const excerpt = body.length > 150 ? `${body.slice(0, 147)}...` : body;
      const expected = `Request failed for ${url.split('/', 3).join('/')} returned code ${muted.getResponseCode()}. Truncated server response: ${excerpt} (use muteHttpExceptions option to examine full response)`;
      try {
        UrlFetchApp.fetch(url);
        return 'nothing was thrown';
      } catch (error) {
        const { message } = error as Error;
        return message === expected ? 'as expected' : message;
      }
    },
  },
];

/** A page that the first source's host does not have: a script may talk to the hosts of its sources only. */
function probeUrl(): string {
  const host = connectors().flatMap(({ manifest }) => manifest.hosts ?? [])[0] ?? 'api.github.com';
  return `https://${host.replace(/^\*\./, '')}/sheetbound-probe`;
}

/** Made when it is asked for, as `cellProbes`. */
export function serviceProbes(): Probe[] {
  return [...language(), ...utilities(), ...stores(), ...network()];
}
