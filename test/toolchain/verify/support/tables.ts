import { FAULT_KINDS } from '../../../../toolchain/verify/FaultKinds';
import { CONSENT_TEXTS, SCOPE_RULES } from '../../../../toolchain/verify/ScopeRules';
import { shortScope } from '../../../../toolchain/verify/Scopes';

/** The kinds of fault as a table of docs/scopes.md, without the alignment that formatting adds. */
export function kindRows(): string[][] {
  return Object.entries(FAULT_KINDS).map(([kind, { meaning, remedy }]) => [`\`${kind}\``, meaning, remedy]);
}

/** The scopes with the calls that need them. */
export function scopeRows(): string[][] {
  return SCOPE_RULES.map(({ service, members, except, scope }) => [
    `\`${shortScope(scope)}\``,
    callsText(service, members, except),
    CONSENT_TEXTS[scope] ?? '',
  ]);
}

function callsText(
  service: string | undefined,
  members: readonly string[] | undefined,
  except: readonly string[] | undefined,
): string {
  const list = (names: readonly string[]): string => names.map(name => `\`${name}\``).join(', ');
  if (service === undefined) return list(members ?? []);
  if (members) return list(members.map(member => `${service}.${member}`));
  return except ? `\`${service}\`, but not ${list(except)}` : `\`${service}\``;
}

/** The rows of the table below a heading of a page. */
export function rowsOf(page: string, heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter(line => line.startsWith('|'));
  return rows.slice(2).map(row =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map(cell => cell.trim().replaceAll('\\|', '|')),
  );
}

/** A table in Markdown, to be put into the page. */
export function tableText(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
