import { ToolError } from '../../ToolError';
import { namesOfPushOrder } from '../plan/PlanOrder';
import {
  isPlaceholder,
  readTargetFile,
  requireTargetName,
  targetFile,
  type TargetSettings,
} from './TargetFiles';

/** The folder that is deployed, from the root of the checkout. */
export const DEPLOYED_FOLDER = 'dist/apps-script';

/** A script project that this checkout is deployed to. */
export interface Target {
  /** `prod` for `.clasp.prod.json`, `default` for `.clasp.json`. */
  name: string;
  /** Name of its file in the root. */
  file: string;
  scriptId: string;
  /** Id of the spreadsheet. */
  parentId?: string;
  /** Names in the script project (`Code`, `pages/Sidebar`), in the order that the file asks for; the rest follows. */
  filePushOrder: readonly string[];
  /** What the file says and the deployment does not follow, for people. */
  notes: readonly string[];
}

/** Settings of clasp that shape what it uploads; Sheetbound stages its own files, so they have no effect. */
const WITHOUT_EFFECT = [
  'scriptExtensions',
  'htmlExtensions',
  'jsonExtensions',
  'fileExtension',
  'skipSubdirectories',
  'allowSymlinks',
];

/** Throws a `ToolError` when it does not exist or cannot be used. */
export function readTarget(root: string, name: string): Target {
  requireTargetName(name);
  const settings = readTargetFile(root, name);
  const file = targetFile(name);
  const parentId = firstText(settings['parentId']);
  const scriptId = readScriptId(file, settings, parentId);
  return {
    name,
    file,
    scriptId,
    ...(parentId ? { parentId } : {}),
    filePushOrder: readPushOrder(file, settings),
    notes: notesOf(file, settings),
  };
}

function readScriptId(file: string, settings: TargetSettings, parentId: string | undefined): string {
  const fault = (text: string) => new ToolError(`[Targets] ${file}: ${text}`, 'invalid');
  const where = 'It is found in the sheet under Extensions > Apps Script > Project Settings.';
  const { scriptId: value } = settings as { scriptId?: unknown };
  const id = typeof value === 'string' ? value.trim() : '';
  if (!id) throw fault(`"scriptId" is missing. ${where}`);
  if (isPlaceholder(id))
    throw fault(
      `"scriptId" is still the placeholder ${id}. ${where} Or make a new spreadsheet: \`npx sheetbound create\`.`,
    );
  if (id.includes('/'))
    throw fault(
      `"scriptId" is an address. Only the id belongs there: the part between "/projects/" (or "/d/") and "/edit".`,
    );
  if (!/^[\w-]{10,}$/.test(id))
    throw fault(`"scriptId" is no id: ids are 10 or more letters, digits, "-" and "_". ${where}`);
  if (id === parentId)
    throw fault(
      `"scriptId" and "parentId" are the same; "scriptId" is the id of the script, not of the spreadsheet. ${where}`,
    );
  return id;
}

/** From paths relative to the root, `rootDir` included, to names in the script project. */
function readPushOrder(file: string, settings: TargetSettings): string[] {
  const order = settings['filePushOrder'] ?? [];
  if (!Array.isArray(order) || !order.every((path): path is string => typeof path === 'string'))
    throw new ToolError(`[Targets] ${file}: "filePushOrder" must be a list of file names.`, 'invalid');
  return [...new Set(namesOfPushOrder(order, [folderOf(settings), DEPLOYED_FOLDER]))];
}

function notesOf(file: string, settings: TargetSettings): string[] {
  const folder = folderOf(settings);
  const notes =
    folder && folder !== DEPLOYED_FOLDER
      ? [
          `${file}: "rootDir" (${folder}) is not followed: what is deployed is ${DEPLOYED_FOLDER}, which Sheetbound hands to clasp itself.`,
        ]
      : [];
  const idle = WITHOUT_EFFECT.filter(key => key in settings);
  if (idle.length)
    notes.push(
      `${file}: ${idle.map(key => `"${key}"`).join(', ')} has no effect on what Sheetbound deploys.`,
    );
  return notes;
}

function folderOf(settings: TargetSettings): string {
  return normal(firstText(settings['srcDir']) ?? firstText(settings['rootDir']) ?? '');
}

/** Paths that were written on Windows, and `./` before and `/` behind. */
function normal(path: string): string {
  return path
    .replace(/\\/g, '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '');
}

/** clasp takes the first one of a list. */
function firstText(value: unknown): string | undefined {
  const first = Array.isArray(value) ? (value as unknown[])[0] : value;
  return typeof first === 'string' && first.trim() ? first.trim() : undefined;
}
