import { existsSync, readFileSync } from 'node:fs';
import { TraceMap } from '@jridgewell/trace-mapping';
import { readDeployment } from '../../../../toolchain/build/Deployment';
import { hostsOf } from '../../../../toolchain/build/Hosts';
import type { ScriptFile } from '../../../../toolchain/ScriptFile';
import { ScriptText } from '../../../../toolchain/verify/ScriptText';
import { SourceMap } from '../../../../toolchain/verify/SourceMap';
import type { Place } from '../../../../toolchain/verify/Fault';
import type { Rights } from '../../../../toolchain/verify/JudgeRights';
import { verifyScript, type Verification } from '../../../../toolchain/verify/Verify';
import { readScriptFiles } from '../../../../toolchain/verify/VerifyBuild';

/** The tests of an unfinished tree may point elsewhere. */
const FOLDER = process.env['SHEETBOUND_BUNDLE'] ?? 'dist/apps-script';
const MAP = `${FOLDER}/Code.js.map`;
const built = readScriptFiles(FOLDER);
const mapText = existsSync(MAP) ? readFileSync(MAP, 'utf8') : '';
const builtMap = mapText ? new SourceMap(mapText) : null;
const deployment = readDeployment();
const rights: Rights = { ...deployment, hosts: hostsOf(deployment) };
const template = readFileSync('appsscript.json', 'utf8');

/** The project as it was built, to be spoilt. */
export class Project {
  files: ScriptFile[] = [...built];
  sourceMap: SourceMap | string | null = builtMap;
  template = template;
  rights = rights;

  source(path: string): string {
    return this.text(path).source;
  }

  text(path: string): ScriptText {
    const found = this.files.map(file => new ScriptText(file)).find(text => text.path === path);
    if (!found) throw new Error(`The project has no ${path}.`);
    return found;
  }

  /** Puts code behind a text of Code.js, on its line, so that the source map stays true. */
  plant(anchor: string, code: string): void {
    this.replace('Code.js', anchor, anchor + code);
  }

  replace(path: string, from: string, to: string): void {
    const source = this.source(path);
    const at = source.indexOf(from);
    if (at < 0) throw new Error(`${path} does not hold: ${from}`);
    this.write(path, source.slice(0, at) + to + source.slice(at + from.length));
  }

  append(code: string): void {
    this.write('Code.js', `${this.source('Code.js')}${code}\n`);
  }

  /** Files are shared between projects until they are changed. */
  private write(path: string, source: string): void {
    const { file } = this.text(path);
    this.files = this.files.map(one => (one === file ? { ...file, source } : one));
  }

  add(name: string, type: ScriptFile['type'], source: string): void {
    this.files.push({ name, type, source });
  }

  manifest(change: (manifest: Record<string, unknown>) => void): void {
    const manifest = JSON.parse(this.source('appsscript.json')) as Record<string, unknown>;
    change(manifest);
    this.write('appsscript.json', JSON.stringify(manifest, undefined, 2));
  }

  verify(): Verification {
    return verifyScript(this.files, this.rights, { sourceMap: this.sourceMap, template: this.template });
  }

  /** Where a text stands first, or undefined. */
  placeOf(path: string, text: string): Place {
    const found = this.text(path);
    const at = found.source.indexOf(text);
    if (at < 0) throw new Error(`${path} does not hold: ${text}`);
    return found.place(at);
  }
}

/** The line of a source file that begins with a text, blanks aside, in the sources that were built. */
export function sourceLine(file: string, start: string): number {
  const map = new TraceMap(mapText);
  const index = map.sources.findIndex(source => source?.endsWith(`/${file}`));
  const lines = map.sourcesContent?.[index]?.split('\n') ?? [];
  const line = lines.findIndex(text => text.trimStart().startsWith(start)) + 1;
  if (line === 0) throw new Error(`${file} has no line that begins with: ${start}`);
  return line;
}
