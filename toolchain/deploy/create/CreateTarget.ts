import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileLock } from '../../../environments/node/FileLock';
import type { Google } from '../../google/Google';
import { ToolError } from '../../ToolError';
import { ignoreTargetFiles } from './CreateIgnored';
import { CreateJournal } from './CreateJournal';
import { CreateSteps, type Created } from './CreateSteps';
import { isDiskFull, targetFolder } from '../journal/JournalFolder';
import { DEFAULT_TARGET, existingTargets, requireTargetName, targetFile } from '../targets/TargetFiles';
import { DEPLOYED_FOLDER, readTarget, type Target } from '../targets/Targets';

export interface CreateOptions {
  root: string;
  /** Name of the new target. */
  env: string;
  /** Of the spreadsheet and of the script; default `Sheetbound (<env>)`. */
  title?: string;
  google: Google;
  /** Tells the person what is going on. */
  say: (line: string) => void;
  /** Asked before anything is created. `account`: undefined when the login does not tell. */
  confirm: (title: string, account: string | undefined) => Promise<boolean>;
  /** For tests: waits so many milliseconds. */
  wait?: (milliseconds: number) => Promise<void>;
}

export interface CreatedTarget extends Created {
  target: Target;
  account: string | undefined;
}

/**
 * Makes a spreadsheet with its script and the target's file; nothing is pushed yet. Undefined when the person says no.
 * An unfinished call of the same target is gone on with. Throws a `ToolError`.
 */
export async function createTarget(options: CreateOptions): Promise<CreatedTarget | undefined> {
  const { root, env, title } = options;
  requireTargetName(env);
  if (title?.trim() === '')
    throw new ToolError(
      `[Create] --title is empty. Nothing was created. Leave it off for "${defaultTitle(env)}".`,
      'invalid',
    );
  if (env === DEFAULT_TARGET)
    throw new ToolError(
      '[Create] "default" stands for .clasp.json, which belongs to the repository. Choose another name, for example --env dev.',
      'invalid',
    );
  forgetFinished(root, env);
  refuseExisting(root, env);
  return exclusively(root, env, () => createLocked(options));
}

/** A call that was killed after it wrote the target's file has nothing left to do. */
function forgetFinished(root: string, env: string): void {
  const journal = new CreateJournal(root, env);
  if (existsSync(join(root, targetFile(env))) && journal.read()?.step === 'script') journal.remove();
}

function defaultTitle(env: string): string {
  return `Sheetbound (${env})`;
}

/** Throws a `ToolError` when the target has a file: it is never overwritten, not where case makes no difference either. */
export function refuseExisting(root: string, env: string): void {
  const twin = existingTargets(root).find(name => name.toLowerCase() === env.toLowerCase());
  if (twin === undefined && !existsSync(join(root, targetFile(env)))) return;
  throw new ToolError(
    `[Create] ${targetFile(twin ?? env)} exists already. Nothing was created. To deploy to it: \`npx sheetbound push --env ${twin ?? env}\`; for another spreadsheet choose another name: \`npx sheetbound create --env <name>\`.`,
    'invalid',
  );
}

async function createLocked(options: CreateOptions): Promise<CreatedTarget | undefined> {
  const { root, env, google, say } = options;
  const journal = new CreateJournal(root, env);
  const begun = journal.read();
  const account = await google.account();
  if (begun) refuseOtherAccount(journal, begun.account, account);
  const title = begun?.title ?? options.title ?? defaultTitle(env);
  if (begun) say(`Going on with "${title}", which an earlier call began.`);
  else if (!(await options.confirm(title, account))) return undefined;
  const ignored = await ignoreTargetFiles(root, targetFile(env));
  if (ignored.length) say(`Added to .gitignore: ${ignored.join(', ')}`);
  const wait = options.wait ?? (milliseconds => new Promise<void>(done => setTimeout(done, milliseconds)));
  const { script, drive } = google;
  say('Creating the spreadsheet and its script ...');
  const steps = new CreateSteps({ script, drive, journal, say, wait });
  const created = await steps.run({ title, ...(account === undefined ? {} : { account }) });
  writeTargetFile(root, env, created);
  journal.remove();
  return { ...created, account, target: readTarget(root, env) };
}

function refuseOtherAccount(
  journal: CreateJournal,
  before: string | undefined,
  now: string | undefined,
): void {
  if (before === undefined || now === undefined || before === now) return;
  throw new ToolError(
    `[Create] An earlier call was begun as ${before}, and you are logged in as ${now}. Nothing was created. Log in as ${before} to go on with it (\`npx clasp login\`), or delete ${journal.shown} to start anew; a spreadsheet that it stands for may then be left in the Drive of ${before}.`,
    'invalid',
  );
}

/** Never over a file that came up meanwhile, and whole or not at all. */
function writeTargetFile(root: string, env: string, { scriptId, spreadsheetId }: Created): void {
  const path = join(root, targetFile(env));
  const temporary = `${path}.${process.pid}.tmp`;
  const settings = { scriptId, parentId: spreadsheetId, rootDir: DEPLOYED_FOLDER };
  try {
    writeFileSync(temporary, `${JSON.stringify(settings, undefined, 2)}\n`, { flush: true });
    refuseExisting(root, env);
    renameSync(temporary, path);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ToolError(
      `[Create] ${targetFile(env)} cannot be written (${code ?? message}). The spreadsheet and its script exist; make the folder writable and run the same command again: it goes on.`,
      'failed',
      { cause: error },
    );
  } finally {
    rmSync(temporary, { force: true });
  }
}

async function exclusively<T>(root: string, env: string, action: () => Promise<T>): Promise<T> {
  const lock = new FileLock(join(makeFolder(root, env), 'create.lock'));
  let isOurs: boolean;
  try {
    isOurs = lock.tryAcquire(0);
  } catch (error) {
    throw cannotBegin(env, (error as Error).cause ?? error);
  }
  if (!isOurs)
    throw new ToolError(
      `[Create] Another call creates target "${env}" right now (${lock.describeHolder()}). Nothing was created. Wait for its end.`,
    );
  try {
    refuseExisting(root, env);
    return await action();
  } finally {
    lock.release();
  }
}

function makeFolder(root: string, env: string): string {
  const folder = targetFolder(root, env);
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw cannotBegin(env, error);
  }
}

function cannotBegin(env: string, error: unknown): ToolError {
  const { code, message } = error as NodeJS.ErrnoException;
  const remedy = isDiskFull(code) ? 'Free some space' : 'Make it writable for you';
  return new ToolError(
    `[Create] .sheetbound/targets/${env} cannot be written (${code ?? message}). Nothing was created. ${remedy}, then run the same command again.`,
    'failed',
    { cause: error },
  );
}
