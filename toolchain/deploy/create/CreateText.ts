import { shortScope, type ScopeReason } from '../../verify/Scopes';
import type { CreatedTarget } from './CreateTarget';
import { scriptLink, sheetLink } from './CreateSteps';

/** Rights that Google asks for, beyond those that calls need: on purpose. */
interface Rights {
  scopes: readonly Pick<ScopeReason, 'scope' | 'consent' | 'reasons'>[];
  extraScopes: readonly string[];
}

/** Where the new spreadsheet is. */
export function placesText({ target, spreadsheetId, scriptId }: CreatedTarget): string {
  return [
    `  spreadsheet  ${sheetLink(spreadsheetId)}`,
    `  script       ${scriptLink(scriptId)}`,
    `  settings     ${target.file} (stays on this machine)`,
  ].join('\n');
}

/** What to click after the first push, Google's warning included, and which rights it asks for. */
export function nextStepsText({ target, title }: CreatedTarget, rights: Rights): string {
  return [
    'What to do next:',
    '  1. Open the spreadsheet. After some seconds the menu "Sheetbound" stands beside "Help"; if not, reload the page.',
    '  2. Choose Sheetbound > Add or change an import. The first time Google asks for authorisation: continue, and',
    '     choose the account that you work with.',
    `  3. "Google hasn't verified this app" is what Google says of every script of one's own. Choose Advanced, then`,
    `     "Go to ${title} (unsafe)": the script is the one that you have just pushed.`,
    '  4. Tick every right and continue. The script asks for:',
    ...rightsLines(rights).map(line => `       ${line}`),
    '     Which lines need them: npx sheetbound verify --explain',
    `After a change: npm run build, then npx sheetbound push --env ${target.name}`,
  ].join('\n');
}

function rightsLines({ scopes, extraScopes }: Rights): string[] {
  const added = extraScopes
    .filter(scope => !scopes.some(need => need.scope === scope))
    .map(scope => [shortScope(scope), 'extraScopes of sheetbound.config.json'] as const);
  const rows = [
    ...scopes.map(({ scope, reasons }) => [shortScope(scope), reasons.join('; ')] as const),
    ...added,
  ];
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, why]) => `${name.padEnd(width)}  ${why}`);
}
