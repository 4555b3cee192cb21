import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';
import { javaText } from './JavaText';

/** Logger: `log(value)`, `log(format, ...values)` with `%s`, `getLog`, `clear`. */
export function createLogger(host: Execution): object {
  const lines: string[] = [];
  const text = (args: readonly unknown[]): string => {
    const [format, ...values] = args;
    if (typeof format !== 'string') return javaText(host, format);
    return format.replace(/%s/g, place => (values.length > 0 ? javaText(host, values.shift()) : place));
  };
  const logger = serviceObject(host, 'Logger', {
    log: (...args: unknown[]) => {
      const line = text(args);
      lines.push(`${new Date(host.now()).toISOString()} INFO: ${line}\n`);
      host.record.log.push(`log ${line}`);
      return logger;
    },
    getLog: () => lines.join(''),
    clear: () => {
      lines.length = 0;
    },
  });
  return logger;
}
