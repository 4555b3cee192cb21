import type { HostReason } from '../build/Hosts';
import type { ScriptFile } from '../ScriptFile';
import { calledNames, type CalledName } from './CalledNames';
import { judgeCredentials } from './Credentials';
import { EntryPoints, judgeDuplicates } from './EntryPoints';
import type { Fault } from './Fault';
import { FaultList, traceThrough } from './FaultList';
import { judgeMarks, judgeNames, judgeSize } from './JudgeFiles';
import { judgeManifest, macroCalls, manifestNames } from './JudgeManifest';
import { judgeGlobals, judgeServices } from './JudgeNames';
import { judgeHosts, judgeScopes, type Rights } from './JudgeRights';
import { judgeSourceMap } from './JudgeSourceMap';
import { readManifest, type Manifest } from './Manifest';
import { includedPages, judgePage } from './Pages';
import { isParsed, parseScript, type ParsedScript } from './ParsedScript';
import { scopeReasons, type ScopeReason } from './Scopes';
import { ScriptText } from './ScriptText';
import { serviceUses, type ServiceUse } from './ServiceUses';
import { SourceMap } from './SourceMap';
import { judgeSyntax } from './SyntaxRules';
import { topLevelNames } from './TopLevel';

/** Name of the built script among the files of a project. */
export const BUILT_FILE = 'Code';

export interface VerifyOptions {
  /** The source map of Code.js, read or as text. Null: it should be there and is not. Left out: nobody needs one. */
  sourceMap?: SourceMap | string | null;
  /** appsscript.json of the checkout, which the manifest was made from. */
  template?: string;
}

/** What came of it: a script without faults may be pushed. */
export interface Verification {
  /** By file, line and column. */
  faults: Fault[];
  /** What the calls need, whatever the manifest says. */
  scopes: ScopeReason[];
  hosts: readonly HostReason[];
}

/** What is known of a project once its files are parsed. */
interface Project {
  texts: readonly ScriptText[];
  scripts: readonly ParsedScript[];
  /** Of the scripts, in the same order. */
  uses: readonly (readonly ServiceUse[])[];
  built: ScriptText | undefined;
  manifest: Manifest | undefined;
}

/** Judges the files of a script project as they are to be uploaded. Pure; parses each file once. */
export function verifyScript(
  files: readonly ScriptFile[],
  rights: Rights,
  options: VerifyOptions = {},
): Verification {
  const map = readMap(options.sourceMap);
  const trace = traceThrough(map, `${BUILT_FILE}.js`);
  const faults = new FaultList(trace);
  const project = readProject(files, options, faults);
  const { texts, scripts, uses, built, manifest } = project;
  judgeNames(texts, faults);
  for (const text of texts) judgeCredentials(text, faults);
  if (built) judgeBuilt(built, faults);
  judgeMap(project, map, options.sourceMap, faults);
  const scopes = scopeReasons(scripts, uses, trace);
  if (manifest) judgeManifest(manifest, faults);
  // What files name of each other, and what they need, cannot be told while one of them cannot be read.
  if (scripts.length === texts.filter(isScript).length) {
    judgeCalls(project, faults);
    if (manifest) judgeRights(manifest, scopes, uses, rights, faults);
  }
  return { faults: faults.sorted(), scopes, hosts: rights.hosts };
}

function readProject(files: readonly ScriptFile[], { template }: VerifyOptions, faults: FaultList): Project {
  const texts = files.map(file => new ScriptText(file));
  const scripts = parseAll(texts, faults);
  const json = (source: string): ScriptText => new ScriptText({ name: 'appsscript', type: 'JSON', source });
  const manifest = texts.find(({ file }) => file.type === 'JSON' && file.name === 'appsscript');
  return {
    texts,
    scripts,
    uses: scripts.map(serviceUses),
    built: texts.find(({ file }) => file.name === BUILT_FILE && file.type === 'SERVER_JS'),
    manifest: readManifest(manifest, template === undefined ? undefined : json(template), faults),
  };
}

function isScript({ file }: ScriptText): boolean {
  return file.type === 'SERVER_JS';
}

function readMap(given: VerifyOptions['sourceMap']): SourceMap | undefined {
  try {
    return typeof given === 'string' ? new SourceMap(given) : (given ?? undefined);
  } catch {
    return undefined;
  }
}

function judgeBuilt(built: ScriptText, faults: FaultList): void {
  judgeMarks(built, faults);
  judgeSize(built, utf8Length(built.source), faults);
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

function parseAll(texts: readonly ScriptText[], faults: FaultList): ParsedScript[] {
  return texts.filter(isScript).flatMap(text => {
    const script = parseScript(text);
    if (isParsed(script)) {
      judgeSyntax(script, faults);
      return [script];
    }
    faults.add('syntax-error', `The file cannot be parsed: ${script.message}.`, text, script.offset);
    return [];
  });
}

function judgeMap(
  { scripts, built }: Project,
  map: SourceMap | undefined,
  given: VerifyOptions['sourceMap'],
  faults: FaultList,
): void {
  if (!built || given === undefined) return;
  if (given === null) return faults.add('source-map-missing', 'Code.js.map is missing.', built, 0);
  if (!map) return faults.add('source-map-mismatch', 'Code.js.map is no source map.', built, 0);
  const script = scripts.find(({ text }) => text.file === built.file);
  if (script && !script.refusal) judgeSourceMap(script, map, faults);
}

function judgeCalls({ texts, scripts, uses, built, manifest }: Project, faults: FaultList): void {
  const names = scripts.flatMap(topLevelNames);
  const libraries = manifestNames(manifest);
  const known = new Set([...names.map(({ name }) => name), ...libraries]);
  judgeDuplicates(names, faults);
  scripts.forEach((script, index) => {
    judgeGlobals(script, known, faults);
    judgeServices(script, uses[index] ?? [], known, faults);
  });
  const entries = new EntryPoints(names, scripts, libraries, faults);
  if (built) entries.judgeRequired(built);
  const calls = scripts.flatMap(calledNames);
  for (const call of calls) entries.judgeCalled(call);
  if (manifest)
    for (const { caption, name, offset } of macroCalls(manifest))
      entries.judgeMacro(caption, name, manifest.text, offset);
  judgePages(texts, calls, entries, faults);
}

function judgePages(
  texts: readonly ScriptText[],
  calls: readonly CalledName[],
  entries: EntryPoints,
  faults: FaultList,
): void {
  const pages = texts.filter(({ file }) => file.type === 'HTML');
  const opened = calls.filter(({ by }) => by === 'page');
  const wanted = [
    ...opened.map(({ name, script, offset }) => ({ name, text: script.text, offset })),
    ...pages.flatMap(page => includedPages(page).map(one => ({ ...one, text: page }))),
  ];
  for (const { name, text, offset } of wanted)
    if (!pages.some(({ file }) => file.name === name))
      faults.add('missing-page', `The page "${name}" is opened, but there is no ${name}.html.`, text, offset);
  for (const page of pages) {
    const uses = opened.filter(({ name }) => name === page.file.name);
    const isTemplate = uses.some(use => use.isTemplate);
    judgePage(page, { isTemplate, isPlain: uses.some(use => !use.isTemplate) }, entries, faults);
  }
}

function judgeRights(
  manifest: Manifest,
  scopes: readonly ScopeReason[],
  uses: readonly (readonly ServiceUse[])[],
  rights: Rights,
  faults: FaultList,
): void {
  judgeScopes(manifest, scopes, rights, faults);
  const sendsRequests = uses.flat().some(({ service }) => service === 'UrlFetchApp');
  judgeHosts(manifest, sendsRequests, rights, faults);
}
