import type { RunFailure } from './RunReport';

/** Of several accounts that hear the same, one speaks. */
export function joinRefusals(refusals: readonly RunFailure[]): RunFailure[] {
  const groups = new Map<string, RunFailure[]>();
  for (const refusal of refusals) {
    const said = withoutName(refusal.message, refusal.account ?? '');
    groups.set(said, [...(groups.get(said) ?? []), refusal]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first || !others.length) return first ? [first] : [];
    const accounts = others.map(({ account }) => account).join(', ');
    return [{ ...first, message: `${first.message} The same goes for ${accounts}.` }];
  });
}

/** Not within a longer word: accounts may be called `1` or `a`. */
function withoutName(text: string, name: string): string {
  const literal = name.replace(/[^A-Za-z0-9]/g, '\\$&');
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`, 'g'), '');
}
