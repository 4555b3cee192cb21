import { checkMembers, wrongValue } from './ApiCall';
import { googleError } from './GoogleError';
import { manifestFault } from './ManifestRules';
import { syntaxFault, type UploadParserOptions } from './UploadParser';

/** A file of a script project, as it is sent and given. */
export interface ContentFile {
  name: string;
  type: 'SERVER_JS' | 'HTML' | 'JSON';
  source: string;
}

export interface ContentRulesOptions extends UploadParserOptions {
  /** UTF-16 units of all sources together. Google documents no limit; bundles of 2 MB are in use. Default 50 million. */
  maxContentSize: number;
}

const TYPES = ['SERVER_JS', 'HTML', 'JSON'];

/** Members of a file that only Google sets: taken and left aside, so that what was read can be sent back. */
const OUTPUT_MEMBERS = ['lastModifyUser', 'createTime', 'updateTime', 'functionSet'];

/** The files of an update as Google would save them; its error when it would not. Nothing is saved halfway. */
export function acceptContent(files: unknown, options: ContentRulesOptions): ContentFile[] {
  if (!Array.isArray(files) || files.length === 0)
    throw googleError('invalidArgument', 'Project contents must include a manifest file named appsscript.');
  const content = files.map((file, index) => acceptFile(file, `files[${index}]`));
  checkNames(content);
  const size = content.reduce((sum, { source }) => sum + source.length, 0);
  if (size > options.maxContentSize) throw googleError('invalidArgument');
  checkManifest(content);
  for (const file of content) checkSyntax(file, options);
  return content;
}

function acceptFile(value: unknown, place: string): ContentFile {
  if (typeof value !== 'object' || value === null) throw wrongValue(place, 'TYPE_MESSAGE', value);
  checkMembers(value, ['name', 'type', 'source', ...OUTPUT_MEMBERS], place);
  const { name = '', type, source = '' } = value as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string') throw wrongValue(`${place}.name`, 'TYPE_STRING', name);
  if (typeof source !== 'string') throw wrongValue(`${place}.source`, 'TYPE_STRING', source);
  if (!TYPES.includes(String(type)))
    throw wrongValue(`${place}.type`, 'type.googleapis.com/google.apps.script.v1.File.FileType', type);
  return { name, type: type as ContentFile['type'], source };
}

/**
 * A name is unique over all types: `Admin.gs` and `Admin.html` are reported to collide, with this text. Folders are
 * slashes in the name.
 */
function checkNames(content: readonly ContentFile[]): void {
  const seen = new Set<string>();
  for (const { name, type } of content) {
    if (name === '' || /^\/|\/$|\/\/|[\u0000-\u001f]/.test(name)) throw googleError('invalidArgument');
    if (type === 'JSON' && name !== 'appsscript') throw googleError('invalidArgument');
    if (seen.has(name))
      throw googleError(
        'invalidArgument',
        `A file with this name already exists in the current project: ${name}`,
      );
    seen.add(name);
  }
}

function checkManifest(content: readonly ContentFile[]): void {
  const manifest = content.find(({ name, type }) => name === 'appsscript' && type === 'JSON');
  if (!manifest)
    throw googleError('invalidArgument', 'Project contents must include a manifest file named appsscript.');
  const fault = manifestFault(manifest.source);
  if (fault !== undefined) throw googleError('invalidArgument', `"appsscript.json" has errors: ${fault}`);
}

function checkSyntax({ name, type, source }: ContentFile, options: ContentRulesOptions): void {
  const fault = type === 'SERVER_JS' ? syntaxFault(source, options) : undefined;
  if (!fault) return;
  const { kind, message, line } = fault;
  throw googleError('invalidArgument', `Syntax error: ${kind}: ${message} line: ${line} file: ${name}.gs`);
}
