import { join } from 'node:path';
import type { RemoteFile } from '../../google/ScriptApi';
import { ToolError } from '../../ToolError';
import { explainClaspFailure, type ClaspFailure } from '../clasp/ClaspFailure';
import type { ClaspResult } from '../clasp/ClaspTypes';
import { finishPush, judge } from '../journal/JournalHeal';
import { shownFolder } from '../journal/JournalFolder';
import { writeRecord } from '../journal/JournalRecord';
import { compareFiles } from '../plan/PlanPush';
import { isSameOrder } from '../plan/PlanOrder';
import { arrivedOtherwiseText, syntaxHelp } from './PushRefusal';
import type { Prepared } from './PushPrepare';
import type { PushServices } from './PushTypes';

/** A push is sent up to so many times; in between it is looked whether it arrived. */
const ATTEMPTS = 3;

/** Milliseconds before the second and the third attempt. */
const DELAYS = [2_000, 8_000];

const NOTHING_SENT = 'Nothing was sent.';

/**
 * Has clasp send what is prepared, looks at what arrived and notes it. The result is what there is to tell. Throws a
 * `ToolError` when it did not arrive, or not whole.
 */
export async function sendPush(prepared: Prepared, services: PushServices): Promise<string[]> {
  const { target } = prepared.job;
  for (let attempt = 1; ; attempt++) {
    const result = await callClasp(prepared, services, attempt === 1);
    services.onStep(target.name, 'read-back');
    const arrived = await readBack(prepared, services);
    const status = judge(prepared.record, arrived);
    if (status === 'done') return finish(prepared, services, result, arrived);
    const failure = explain(result, prepared);
    if (status === 'unclear') throw giveUp(prepared, status, arrivedOtherwise(prepared, arrived, failure));
    const delay = DELAYS[attempt - 1];
    if (!failure.isTransient || attempt === ATTEMPTS || delay === undefined)
      throw giveUp(prepared, status, notSent(prepared, failure, attempt));
    await services.wait(delay);
  }
}

async function callClasp(
  { record, folder, job, remote }: Prepared,
  { clasp, login, script, onStep }: PushServices,
  isFirst: boolean,
): Promise<ClaspResult> {
  const { name, scriptId } = job.target;
  const words = [
    'push',
    '--force',
    '--json',
    '-P',
    join(folder, '.clasp.json'),
    '-A',
    await login.claspFile(),
  ];
  return clasp.run({ words, folder }, async () => {
    if (!isFirst) return onStep(name, 'send');
    if (compareFiles(remote, await script.content(scriptId)).length > 0)
      throw new ToolError(
        `[Push] ${name}: somebody changed the project while this push was made ready. ${NOTHING_SENT} Run it again: it looks anew.`,
      );
    onStep(name, 'note');
    writeRecord(job.root, record, NOTHING_SENT);
    onStep(name, 'send');
  });
}

/** clasp's words prove nothing: what stands in the project does. */
async function readBack({ job, record }: Prepared, { script }: PushServices): Promise<RemoteFile[]> {
  const { name, scriptId } = job.target;
  try {
    return await script.content(scriptId);
  } catch (error) {
    throw new ToolError(
      `[Push] ${name}: it was sent, but could not be read back, so it is not known whether it arrived. ${(error as Error).message} Then run the same command again: it looks first, and goes on from there. What stood there before is in ${shownFolder(name, record.id, 'before')}.`,
      'failed',
      { cause: error },
    );
  }
}

function finish(
  { record, job, files }: Prepared,
  services: PushServices,
  result: ClaspResult,
  arrived: readonly RemoteFile[],
): string[] {
  services.onStep(job.target.name, 'finish');
  finishPush(job.root, record, 'done', 'It was pushed, and arrived whole.');
  services.onStep(job.target.name, 'over');
  const notes: string[] = [];
  if (result.exitCode !== 0 || result.timedOut)
    notes.push('clasp reported a failure, but everything arrived whole.');
  if (job.target.filePushOrder.length > 0 && !isSameOrder(files, arrived))
    notes.push(`Google put the files in another order than "filePushOrder" in ${job.target.file} asks for.`);
  return notes;
}

/** clasp ends without an error, too, when it sent nothing. */
function explain(result: ClaspResult, { job, cargo }: Prepared): ClaspFailure {
  if (result.exitCode === 0 && !result.timedOut) {
    const said = result.stdout.trim().replace(/\s+/g, ' ').slice(0, 200) || 'nothing';
    return {
      text: `clasp ended as if all were well, but sent nothing (it said: ${said}).`,
      isTransient: false,
      isInvalid: false,
    };
  }
  const failure = explainClaspFailure(result, `push to ${job.target.name}`);
  return failure.syntax
    ? { ...failure, text: `${failure.text} ${syntaxHelp(failure.syntax, cargo)}` }
    : failure;
}

function giveUp({ job, record }: Prepared, status: 'not-sent' | 'unclear', error: ToolError): ToolError {
  finishPush(job.root, record, status, error.message);
  return error;
}

function notSent({ job }: Prepared, failure: ClaspFailure, attempts: number): ToolError {
  const tried = attempts > 1 ? ` It was tried ${attempts} times already.` : '';
  const text = failure.text.replace(/^\[Google\] /, '');
  return new ToolError(
    `[Push] ${job.target.name}: nothing was changed, the project stands as before. ${text}${tried}`,
    failure.isInvalid ? 'invalid' : 'failed',
  );
}

function arrivedOtherwise(
  { job, record, files }: Prepared,
  arrived: readonly RemoteFile[],
  failure: ClaspFailure,
): ToolError {
  return new ToolError(
    arrivedOtherwiseText(job.target.name, record.id, compareFiles(files, arrived), failure),
  );
}
