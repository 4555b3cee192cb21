import { maskSecret } from '../../../src/Imports/SecretValues';
import {
  channelNames,
  CHANNEL_LABELS,
  checkChannels,
  readChannels,
  writeChannels,
  type Channels,
} from '../notices/NoticeChannels';
import { deliver } from '../notices/Notices';
import { recordOf, type Request } from '../Request';
import type { Runtime } from '../Runtime';

export interface NoticesResult {
  /** By channel, whether it is set, with the last four characters of its address. */
  channels: Record<string, string>;
  message: string;
}

const FORGET = 'FORGET';

/**
 * Where the caller is told when an import of theirs fails, fails for a day, or works again. `channels` sets addresses,
 * `forget` (a list) removes them, `test` sends a message. Addresses are secrets and never come back.
 */
export function manageNotices(runtime: Runtime, request: Request | undefined): NoticesResult {
  const { userProperties, dialogs } = runtime;
  const before = readChannels(userProperties);
  const asked = request || !dialogs ? changeOf(request) : ask(runtime, before);
  const channels: Channels = { ...before, ...checkChannels(asked.set) };
  for (const name of asked.forget) delete channels[name as keyof Channels];
  writeChannels(userProperties, channels);
  const message = asked.isTest ? test(runtime, channels) : 'Saved.';
  dialogs?.toast(message);
  return { channels: masked(channels), message };
}

interface NoticesChange {
  set: Record<string, unknown>;
  forget: string[];
  isTest: boolean;
}

function changeOf(request: Request | undefined): NoticesChange {
  const forget = request?.['forget'];
  return {
    set: recordOf(request, 'channels'),
    forget: Array.isArray(forget) ? forget.map(String) : [],
    isTest: request?.['test'] === true,
  };
}

function ask({ dialogs }: Runtime, before: Channels): NoticesChange {
  const change: NoticesChange = { set: {}, forget: [], isTest: false };
  if (!dialogs) return change;
  for (const name of channelNames()) {
    const present = before[name];
    const known =
      present === undefined
        ? 'There is none.'
        : `There is one (${maskSecret(present)}). Type ${FORGET} to remove it.`;
    const typed = dialogs.ask(
      CHANNEL_LABELS[name],
      `${known}\nType a new one, or leave it empty to change nothing.`,
    );
    if (typed === FORGET) change.forget.push(name);
    else if (typed !== '') change.set[name] = typed;
  }
  change.isTest = dialogs.confirm('Notices', 'Send a test message now?');
  return change;
}

function test({ spreadsheet }: Runtime, channels: Channels): string {
  if (!Object.keys(channels).length) return 'There is no channel to test: set one first.';
  return deliver(channels, `Sheetbound, ${spreadsheet.getName()}: this is a test. Notices arrive here.`)
    ? 'Saved. The test message was sent.'
    : 'Saved, but no channel took the test message: check the addresses.';
}

function masked(channels: Channels): Record<string, string> {
  return Object.fromEntries(
    Object.entries(channels).map(([name, value]) => [name, maskSecret(String(value))]),
  );
}
