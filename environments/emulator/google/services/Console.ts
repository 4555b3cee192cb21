import { formatWithOptions } from 'node:util';
import type { Execution } from '../Execution';

const LEVELS = ['log', 'info', 'warn', 'error'] as const;

/** The console of Apps Script: `log`, `info`, `warn`, `error`, `time` and `timeEnd`, and nothing more. */
export function createConsole(host: Execution): object {
  const { record, realm } = host;
  const timers = new Map<string, number>();
  const console = realm.object({});
  const define = (name: string, effect: (...args: unknown[]) => void): void => {
    Object.defineProperty(console, name, {
      value: (...args: unknown[]) => {
        host.call(`console.${name}`, () => {
          effect(...args);
        });
      },
      enumerable: true,
    });
  };
  for (const level of LEVELS)
    define(level, (...args) => {
      record.log.push(`${level} ${formatWithOptions({ depth: 4, breakLength: 120 }, ...args)}`);
    });
  define('time', (label = 'default') => {
    timers.set(String(label), host.now());
  });
  define('timeEnd', (label = 'default') => {
    const started = timers.get(String(label));
    if (started === undefined) return;
    timers.delete(String(label));
    record.log.push(`log ${String(label)}: ${String(host.now() - started)}ms`);
  });
  return console;
}
