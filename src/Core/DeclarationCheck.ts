import { signInProblem } from './Auth/SignInCheck';
import { castParameter, PARAMETER_TYPES } from './ParameterValues';
import type { ParameterDeclaration, ParameterDeclarations } from './Parameters';

/** Throws on a declaration that could never work: that is the author's to mend, not the user's. */
export function checkDeclarations(
  declarations: ParameterDeclarations,
  speaker: string,
  isInChoice = false,
): void {
  for (const [name, declaration] of Object.entries(declarations)) {
    const { oneOf = [] } = declaration;
    const problems = [problemOf(declaration), ...oneOf.map(option => signInProblem(option, isInChoice))];
    const problem = problems.find(each => each !== undefined);
    if (problem !== undefined) throw new Error(`[${speaker}] Parameter "${name}": ${problem}`);
    for (const option of oneOf) checkDeclarations(option.items ?? {}, speaker, true);
  }
}

function problemOf(declaration: ParameterDeclaration): string | undefined {
  const { requiredType, oneOf, default: fallback } = declaration;
  if (requiredType !== undefined && !PARAMETER_TYPES.includes(requiredType))
    return `there is no type "${String(requiredType)}"; there are ${PARAMETER_TYPES.join(', ')}.`;
  if (fallback === undefined || fallback === null) return undefined;
  if (oneOf) {
    const choices = oneOf.map(option => option.value);
    return choices.includes(String(fallback))
      ? undefined
      : `its default is not one of ${choices.join(', ')}.`;
  }
  const cast = castParameter(declaration, fallback);
  return 'problem' in cast ? `its default ${cast.problem}` : undefined;
}
