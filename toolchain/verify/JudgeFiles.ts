import type { FaultList } from './FaultList';
import type { ScriptText } from './ScriptText';

/** Code.js may have this many bytes: every execution, each menu click and each step of a page, parses all of it. */
export const LARGEST_SCRIPT = 1024 * 1024;

const MARKS = [
  ['scriptlet-in-script', /<\?/g],
  ['script-end-in-script', /<\/script/gi],
  ['html-comment-in-script', /<!--/g],
] as const;

/** Names of files: one of each, as Google takes them. */
export function judgeNames(texts: readonly ScriptText[], faults: FaultList): void {
  const seen = new Map<string, ScriptText>();
  for (const text of texts) {
    const { name } = text.file;
    const first = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), text);
    if (first) {
      const others =
        first.path === text.path ? `${text.path} is there twice.` : `${first.path} is there already.`;
      faults.add('duplicate-file', `Two files are called "${name}": ${others}`, text, 0);
    }
    if (
      !/^[\w -]+(?:\.[\w -]+)*(?:\/[\w -]+(?:\.[\w -]+)*)*$/.test(name) ||
      /\.(?:js|gs|html|json)$/i.test(name)
    )
      faults.add('bad-file-name', `"${name}" is no name that a file of a script project can have.`, text, 0);
  }
}

/** Marks that a page would take for its own, when the built script is inlined in one. */
export function judgeMarks(text: ScriptText, faults: FaultList): void {
  for (const [kind, mark] of MARKS)
    for (const { index, 0: found } of text.source.matchAll(mark))
      faults.add(kind, `The script holds "${found}".`, text, index);
}

export function judgeSize(text: ScriptText, bytes: number, faults: FaultList): void {
  if (bytes <= LARGEST_SCRIPT) return;
  const size = `${Math.ceil(bytes / 1024).toLocaleString('en-US')} KB`;
  faults.add(
    'script-too-large',
    `${text.path} has ${size}; at most ${LARGEST_SCRIPT / 1024} KB are reasonable.`,
    text,
    0,
  );
}
