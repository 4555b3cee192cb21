/** One place of a stack, in whatever spelling it was pasted. Lines and columns count from 1. */
export interface StackFrame {
  /** Where it stands in the text: what is replaced. */
  start: number;
  end: number;
  /** Name of the script file, without `.gs`. */
  file: string;
  line: number;
  /** Google's own views of a stack have none. */
  column?: number;
  /** The function, where the text names one. */
  name?: string;
}

/** A script file's name; digits alone are a time of day. */
const FILE = String.raw`(?<file>(?!\d+:)[^\s():"'<>@,;|][^():"'<>@,;|\t\r\n]{0,120}?)(?:\.gs)?`;
const WORD = String.raw`(?<file>(?!\d+:)[^\s():"'<>@,;|]{1,120}?)(?:\.gs)?`;
/** Counted from 1. */
const NUMBER = String.raw`[1-9]\d{0,6}`;
const LINE = String.raw`:(?<line>${NUMBER})`;
const LINE_COLUMN = String.raw`${LINE}:(?<column>${NUMBER})`;
const MAYBE_COLUMN = String.raw`${LINE}(?::(?<column>${NUMBER}))?`;
const NO_MORE = String.raw`(?![\w:])`;

/** The first that matches a place decides. */
const SPELLINGS: readonly RegExp[] = [
  // at fetchData (Code:12:5), and with the word before it in any language
  String.raw`(?<=\bat )(?<name>[^\s()][^()\r\n]{0,200}?) \(${FILE}${MAYBE_COLUMN}\)`,
  String.raw`(?<=^[ \t]{0,20}\p{L}{1,20} )(?<name>[\p{L}_$][\p{L}\w$.]{0,200}) \(${FILE}${LINE_COLUMN}\)`,
  String.raw`\(${FILE}${LINE_COLUMN}\)`,
  // fetchData <tab> @ Code.gs:12, as the editor's execution log is copied
  String.raw`(?<name>\([a-z]{1,20}\)|[^\s@()]{1,200})[ \t]*@[ \t]*(?<file>[^\s():"'<>@,;|][^():"'<>@,;|\t\r\n]{0,120}?)\.gs${MAYBE_COLUMN}`,
  // at Code:12:5
  String.raw`(?<=\bat )${WORD}${LINE_COLUMN}${NO_MORE}`,
  // Code:12:5 < Other file:88:3, as the sheet tells it
  String.raw`(?<=(?:^|, |< ))${FILE}${LINE_COLUMN}(?= <)`,
  String.raw`(?<=< )${FILE}${LINE_COLUMN}${NO_MORE}`,
  // (line 12, file "Code"), in the language of whoever ran it
  String.raw`\(\p{L}{1,20} (?<line>${NUMBER}), \p{L}{1,20} ["“„«] ?(?<file>[^"“”„«»\r\n]{1,120}?)(?:\.gs)? ?["“”»]\)`,
  String.raw`\(file "?(?<file>[^"(),:\r\n]{1,120}?)(?:\.gs)?"?, line (?<line>${NUMBER})\)`,
  String.raw`\bline: (?<line>${NUMBER}) file: (?<file>[^\s"(),:]{1,120}?)(?:\.gs)?(?![\w./-])`,
  // Code:12:5 and Code.gs:12 in the midst of a sentence
  String.raw`(?<![\w./\\:-])(?<file>Code)(?:\.gs)?${LINE_COLUMN}${NO_MORE}`,
  String.raw`(?<![\w./\\:-])(?<file>Code)\.gs${LINE}${NO_MORE}`,
].map(pattern => new RegExp(pattern, 'gmu'));

/** Every frame of a text, in its order. */
export function findFrames(text: string): StackFrame[] {
  const found: StackFrame[] = [];
  // By character: a log of thousands of frames is compared with none of them.
  const taken = new Uint8Array(text.length);
  for (const spelling of SPELLINGS)
    for (const match of text.matchAll(spelling)) {
      const frame = frameOf(match);
      if (taken.subarray(frame.start, frame.end).includes(1)) continue;
      taken.fill(1, frame.start, frame.end);
      found.push(frame);
    }
  return found.sort((a, b) => a.start - b.start);
}

function frameOf(match: RegExpMatchArray): StackFrame {
  const { file = '', line, column, name } = match.groups ?? {};
  const start = match.index ?? 0;
  return {
    start,
    end: start + match[0].length,
    file,
    line: Number(line),
    ...(column === undefined ? {} : { column: Number(column) }),
    ...(isName(name) ? { name: plainName(name) } : {}),
  };
}

function isName(name: string | undefined): name is string {
  return name !== undefined && !/^\(|<anonymous>$/.test(name);
}

/** `new GitHubSource`, `Source.request [as next]`, `describe$1` (of several helpers of one name) as they are written. */
export function plainName(name: string): string {
  return name.replace(/^async | \[as [^\]]*\]$/g, '').replace(/(?<=\w)\$\d+(?![\w$])/g, '');
}
