const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** Runs `action` with a console that is kept instead of shown. */
export function recordConsole<T>(action: () => T): { result: T; printed: string[] } {
  const printed: string[] = [];
  const before = LEVELS.map(level => [level, console[level]] as const);
  for (const level of LEVELS)
    console[level] = (...values: unknown[]) => {
      printed.push(`${level} ${values.map(String).join(' ')}`);
    };
  try {
    return { result: action(), printed };
  } finally {
    for (const [level, write] of before) console[level] = write;
  }
}
