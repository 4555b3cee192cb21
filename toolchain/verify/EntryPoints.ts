import type { CalledName } from './CalledNames';
import type { FaultKind } from './FaultKinds';
import type { FaultList } from './FaultList';
import { OPTIONAL_NAMES } from './GlobalNames';
import type { ParsedScript } from './ParsedScript';
import type { ScriptText } from './ScriptText';
import type { TopLevelName } from './TopLevel';

/** Functions without which the script cannot be used, with what calls them. */
export const REQUIRED_FUNCTIONS: Readonly<Record<string, string>> = {
  onOpen: 'Google, to add the menu when the spreadsheet is opened',
  onInstall: 'Google, when the script is installed as an add-on',
  runTicker: 'the trigger that runs imports by schedule',
  importNewData: 'the menu, the sidebar and users’ own triggers',
  continueRun: 'the sidebar, to go on with a paused run',
};

/** Functions that Google calls by their names, besides those that menus, triggers and pages name. */
const SIMPLE_TRIGGERS = ['onOpen', 'onInstall', 'onEdit', 'onSelectionChange', 'doGet', 'doPost'];

const DEAD: Readonly<Record<'menu' | 'trigger' | 'callback', FaultKind>> = {
  menu: 'dead-menu-item',
  trigger: 'dead-trigger',
  callback: 'dead-trigger',
};

/** What a project offers to callers, and what looks like it without being it. */
export class EntryPoints {
  private readonly declared = new Map<string, TopLevelName>();

  constructor(
    names: readonly TopLevelName[],
    private readonly scripts: readonly ParsedScript[],
    /** Names that the manifest gives to libraries. */
    private readonly libraries: readonly string[],
    private readonly faults: FaultList,
  ) {
    for (const name of names) if (!this.isFunction(name.name)) this.declared.set(name.name, name);
  }

  judgeRequired(built: ScriptText): void {
    for (const [name, caller] of Object.entries(REQUIRED_FUNCTIONS))
      if (!this.isFunction(name))
        this.refuse(
          name,
          built,
          0,
          'missing-entry-point',
          `"${name}" is missing: it is called by ${caller}.`,
        );
    for (const name of SIMPLE_TRIGGERS) this.judgeDeferred(name);
  }

  judgeCalled(call: CalledName): void {
    if (call.by === 'page') return;
    const caption = call.caption === undefined ? '' : ` "${call.caption}"`;
    const callers = { trigger: 'A trigger', callback: 'A state token', menu: `The menu item${caption}` };
    this.judge(call.name, DEAD[call.by], callers[call.by], call.script.text, call.offset);
  }

  judgeMacro(caption: string, name: string, manifest: ScriptText, offset: number): void {
    this.judge(name, 'dead-menu-item', `The macro "${caption}"`, manifest, offset);
  }

  /** `google.script.run` finds top-level functions only, no methods. */
  judgeServerCall(name: string, page: ScriptText, offset: number): void {
    this.judge(name, 'dead-server-call', 'The page', page, offset);
  }

  private judge(name: string, kind: FaultKind, caller: string, text: ScriptText, offset: number): void {
    if (name.endsWith('_'))
      return this.faults.add(
        'private-function-called',
        `${caller} calls "${name}": Google hides functions whose name ends in "_".`,
        text,
        offset,
      );
    // Menus and triggers also find methods of global objects and of libraries: `Library.name`.
    const [owner = ''] = name.split('.');
    const isMember = owner !== name && kind !== 'dead-server-call';
    if (isMember && (this.declared.has(owner) || this.libraries.includes(owner))) return;
    if (!this.isFunction(name))
      return this.refuse(name, text, offset, kind, `${caller} calls "${name}", which is not there.`);
    this.judgeDeferred(name);
  }

  private isFunction(name: string): boolean {
    return this.declared.get(name)?.kind === 'function';
  }

  /** Says where the function is, when it is somewhere that Google does not look. */
  private refuse(name: string, text: ScriptText, offset: number, kind: FaultKind, message: string): void {
    const other = this.declared.get(name);
    if (other)
      return this.faults.add(
        'entry-not-a-function',
        `"${name}" is a ${other.kind === 'var' ? 'variable' : 'constant or class'} of the top level, not a function declaration.`,
        other.script.text,
        other.offset,
      );
    const nested = this.findNested(name);
    if (nested)
      return this.faults.add(
        'entry-not-a-function',
        `"${name}" is inside of another function or class, where Google does not find it.`,
        nested.script.text,
        nested.offset,
      );
    this.faults.add(kind, message, text, offset);
  }

  private findNested(name: string): { script: ParsedScript; offset: number } | undefined {
    for (const script of this.scripts)
      for (const node of script.nodes) {
        const isFunction =
          node.type === 'FunctionDeclaration' && (node.id as { name: string } | null)?.name === name;
        const isMethod =
          node.type === 'MethodDefinition' && node.key.type === 'Identifier' && node.key.name === name;
        if (isFunction || isMethod) return { script, offset: node.start };
      }
    return undefined;
  }

  private judgeDeferred(name: string): void {
    const found = this.declared.get(name);
    if (found?.isDeferred)
      this.faults.add(
        'async-entry-point',
        `"${name}" is async or a generator: its value and its errors may be lost.`,
        found.script.text,
        found.offset,
      );
  }
}

/** All files share one scope: of two functions the last wins in silence, and two constants stop the whole script. */
export function judgeDuplicates(names: readonly TopLevelName[], faults: FaultList): void {
  const seen = new Map<string, TopLevelName>();
  for (const name of names) {
    const first = seen.get(name.name);
    seen.set(name.name, first ?? name);
    if (!first || (first.kind === 'var' && name.kind === 'var')) continue;
    const place = first.script.text.place(first.offset);
    const isFatal = first.kind === 'lexical' || name.kind === 'lexical';
    const effect = isFatal
      ? 'nothing of the project would run'
      : 'the last one would win, whatever the caller meant';
    faults.add(
      'duplicate-name',
      `"${name.name}" is declared in ${place.file}:${place.line} already: ${effect}.`,
      name.script.text,
      name.offset,
      OPTIONAL_NAMES.has(name.name) ? `Put all into one function ${name.name}().` : undefined,
    );
  }
}
