/** The command cannot be carried out as it was given. Holds every fault, not the first one. */
export class UsageError extends Error {
  constructor(
    readonly faults: readonly string[],
    title = faults.length === 1 ? '1 thing needs' : `${faults.length} things need`,
  ) {
    super(`${title} attention; nothing was fetched.\n${faults.map(fault => `- ${fault}`).join('\n')}`);
    this.name = 'UsageError';
  }
}
