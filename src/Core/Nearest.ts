/** Names close to a mistyped one, the closest first, at most three. */
export function nearest(name: string, candidates: readonly string[]): string[] {
  const typed = name.toLowerCase();
  return candidates
    .map(candidate => ({ candidate, distance: distanceTo(typed, candidate.toLowerCase()) }))
    .filter(({ distance, candidate }) => distance <= Math.max(2, Math.ceil(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** ` Did you mean X or Y?`, or the whole list when it is short, or nothing. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const close = nearest(name, candidates);
  if (close.length) return ` Did you mean ${close.join(' or ')}?`;
  return candidates.length > 0 && candidates.length <= 12 ? ` There are: ${candidates.join(', ')}.` : '';
}

/** Edits between two texts; a text that begins with the other counts as one edit. */
function distanceTo(typed: string, candidate: string): number {
  if (typed.length >= 3 && (candidate.startsWith(typed) || typed.startsWith(candidate))) return 1;
  let previous = Array.from({ length: candidate.length + 1 }, (_, index) => index);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= candidate.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (typed[row - 1] === candidate[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[candidate.length] ?? typed.length;
}
