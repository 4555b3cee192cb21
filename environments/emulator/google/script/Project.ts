import { Script } from 'node:vm';
import { parse, type Program } from 'acorn';

/** The name under which stack frames show the entry of every execution. */
export const TOP_CALL = '__GS_INTERNAL_top_function_call__';

interface SourceFile {
  name: string;
  firstLine: number;
}

const REMEMBERED = 8;

interface Known {
  files: Readonly<Record<string, string>>;
  project: Project;
}

/** The oldest first. */
const known: Known[] = [];

/**
 * The script files of a project, compiled once. All files share one global scope and function declarations of every
 * file are there before the first statement runs, so they are one script here too; lines are mapped back to files.
 */
export class Project {
  readonly script: Script;
  private readonly declared = new Set<string>();
  private readonly files: SourceFile[] = [];

  /**
   * `label`: what V8 is told to be the file, and so tells the frames of this project from those of another. Throws a SyntaxError, worded like the answer to a push, on what
   * Apps Script's parser refuses.
   */
  private constructor(
    files: Readonly<Record<string, string>>,
    readonly label: string,
  ) {
    let text = '';
    let line = 1;
    for (const [name, source] of Object.entries(files)) {
      this.check(name, source);
      this.files.push({ name, firstLine: line });
      text += source + '\n';
      line += source.split('\n').length;
    }
    this.script = new Script(text, { filename: label });
  }

  /** The compiled project of these files (`{Code: source}`); the same texts give the same object. Default label: `Code`. */
  static of(files: Readonly<Record<string, string>>, label = 'Code'): Project {
    const same = known.find(one => one.project.label === label && isSame(one.files, files));
    if (same) return same.project;
    const project = new Project(files, label);
    if (known.length >= REMEMBERED) known.shift();
    known.push({ files: { ...files }, project });
    return project;
  }

  private check(name: string, source: string): void {
    try {
      for (const statement of (parse(source, { ecmaVersion: 2020, sourceType: 'script' }) as Program).body)
        if (statement.type === 'FunctionDeclaration' && statement.id) this.declared.add(statement.id.name);
    } catch (error) {
      const { message, loc } = error as SyntaxError & { loc?: { line: number } };
      const text = message.replace(/ \(\d+:\d+\)$/, '');
      throw new SyntaxError(
        `Syntax error: SyntaxError: ${text} line: ${String(loc?.line ?? 1)} file: ${name}.gs`,
        { cause: error },
      );
    }
  }

  /** Whether the files declare a function of this name at their top level. */
  declares(name: string): boolean {
    return this.declared.has(name);
  }

  /** Whether a page may call it by `google.script.run`: declared at the top level and not private by its name. */
  isCallableFromPage(name: string): boolean {
    return this.declares(name) && !name.endsWith('_');
  }

  /** A frame of this project with its file and the line in it. */
  place(frame: NodeJS.CallSite): string {
    const line = frame.getLineNumber() ?? 1;
    const file = this.files.filter(({ firstLine }) => firstLine <= line).at(-1);
    if (!file) return String(frame);
    return String(frame).replace(
      `${this.label}:${String(line)}:`,
      () => `${file.name}:${String(line - file.firstLine + 1)}:`,
    );
  }
}

/** Whether the texts and their order are the same. The same string is compared at a glance, however long it is. */
function isSame(some: Readonly<Record<string, string>>, others: Readonly<Record<string, string>>): boolean {
  const [left, right] = [Object.entries(some), Object.entries(others)];
  return (
    left.length === right.length &&
    left.every(([name, text], index) => name === right[index]?.[0] && text === right[index][1])
  );
}

export type FormatStack = (error: unknown, frames: readonly NodeJS.CallSite[]) => string;

/** The text of a stack as Apps Script shows it: frames of these projects only. */
export function stackFormatter(projects: readonly Project[]): FormatStack {
  const byLabel = new Map(projects.map(project => [project.label, project]));
  return (error, frames) => {
    const lines = [headline(error)];
    for (const frame of frames) {
      const project = byLabel.get(frame.getFileName() ?? '');
      if (project) lines.push(`    at ${project.place(frame)}`);
    }
    lines.push(`    at ${TOP_CALL}.gs:1:8`);
    return lines.join('\n');
  };
}

function headline(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'Error';
  }
}
