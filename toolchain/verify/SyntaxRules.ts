import type { AnyNode } from 'acorn';
import type { FaultKind } from './FaultKinds';
import type { FaultList } from './FaultList';
import { parentOf, type ParsedScript } from './ParsedScript';

type Verdict = readonly [kind: FaultKind, message: string] | undefined;

/** Refuses what the upload parser of Apps Script refuses, or may refuse, each with its own words. */
export function judgeSyntax(script: ParsedScript, faults: FaultList): void {
  let found = 0;
  for (const node of script.nodes) {
    const verdict = judge(node);
    if (!verdict) continue;
    found++;
    faults.add(...verdict, script.text, node.start);
  }
  if (script.refusal && found === 0)
    faults.add(
      'newer-syntax',
      `This is newer than ES2020: ${script.refusal.message}.`,
      script.text,
      script.refusal.offset,
    );
}

function judge(node: AnyNode): Verdict {
  switch (node.type) {
    case 'PropertyDefinition':
      if (node.key.type === 'PrivateIdentifier') return undefined;
      return [
        'class-field',
        `The class declares the ${node.static ? 'static ' : ''}field "${nameOf(node.key)}" in its body: Apps Script answers "Unexpected token" and refuses the push.`,
      ];
    case 'PrivateIdentifier':
      return ['private-name', `"#${node.name}" is a private name: Apps Script refuses the push.`];
    case 'StaticBlock':
      return ['static-block', 'The class has a "static { }" block: Apps Script refuses the push.'];
    case 'AwaitExpression':
      return isInFunction(node) ? undefined : topLevelAwait();
    case 'ForOfStatement':
      return node.await && !isInFunction(node) ? topLevelAwait() : undefined;
    case 'AssignmentExpression':
      return /^(\?\?|\|\||&&)=$/.test(node.operator)
        ? ['logical-assignment', `"${node.operator}" is newer than ES2020.`]
        : undefined;
    case 'Literal':
      return judgeLiteral(node);
    default:
      return judgeModules(node);
  }
}

function judgeLiteral(node: AnyNode & { type: 'Literal' }): Verdict {
  if (node.regex)
    return /[dv]/.test(node.regex.flags)
      ? [
          'regexp-flag',
          `The expression has the flags "${node.regex.flags}"; "d" and "v" are newer than ES2020.`,
        ]
      : undefined;
  const isNumber = typeof node.value === 'number' || typeof node.value === 'bigint';
  return isNumber && node.raw?.includes('_')
    ? ['numeric-separator', `The number ${node.raw} is written with "_", which is newer than ES2020.`]
    : undefined;
}

function judgeModules(node: AnyNode): Verdict {
  if (node.type === 'ImportExpression')
    return ['dynamic-import', 'The script calls import(): Apps Script has no modules.'];
  if (node.type === 'MetaProperty' && node.meta.name === 'import')
    return ['module-syntax', 'The file uses import.meta: Apps Script has no modules.'];
  if (/^(Import|Export)\w*Declaration$/.test(node.type))
    return [
      'module-syntax',
      `The file has "${node.type.startsWith('Import') ? 'import' : 'export'}": Apps Script has no modules.`,
    ];
  return undefined;
}

function topLevelAwait(): Verdict {
  return ['top-level-await', 'The script awaits outside of a function: Apps Script refuses the push.'];
}

/** Whether a node is inside of a function (or a method): what stands outside runs when the script loads. */
function isInFunction(node: AnyNode): boolean {
  for (let up = parentOf(node); up; up = parentOf(up)) if (/Function/.test(up.type)) return true;
  return false;
}

function nameOf(key: AnyNode): string {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : '[…]';
}
