import { hash } from '../../../environments/emulator/apis/Random';
import type { ConnectorDesign } from '../ConnectorDesign';
import { titleOf } from '../Names';

/** Dark enough for white on them. */
const COLOURS = ['#1f3a5f', '#0f766e', '#7c2d12', '#4c1d95', '#9d174d', '#3f6212', '#1e40af', '#374151'];

/** `logo.svg`: the initial on a colour that depends on the name. */
export function logoFile({ name }: ConnectorDesign): string {
  const colour = COLOURS[hash(name) % COLOURS.length] ?? '#374151';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" role="img" aria-label="${titleOf(name)}">
  <rect width="32" height="32" rx="6" fill="${colour}" />
  <text x="16" y="22.5" fill="#fff" font-family="sans-serif" font-size="19" font-weight="700" text-anchor="middle">${name.charAt(0)}</text>
</svg>
`;
}
