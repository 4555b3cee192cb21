import { sendEmail } from 'sheetbound:email';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { messageOf } from '../../../src/Core/Exceptions';
import { redact } from '../../../src/Core/Redaction';
import type { DueDigest } from '../../../src/Imports/DueDigest';
import { dueNotice, noticeText, told, type Notice, type NoticeKind } from '../../../src/Imports/NoticePolicy';
import type { Runtime } from '../Runtime';
import { readChannels, type Channels } from './NoticeChannels';
import { postToWebhook } from './Webhook';

/**
 * Tells whoever asked for it of imports of theirs that began to fail, fail for a day, or work again: one message for
 * all of them. A channel that fails never fails a run; when none took the message, it is due again.
 */
export function sendNotices(runtime: Runtime): void {
  const channels = readChannels(runtime.userProperties);
  if (!Object.keys(channels).length) return;
  const kinds = dueKinds(runtime.digest.readOrNew(), runtime.me.id);
  if (!kinds.size) return;
  const notices = [...kinds].flatMap(([importId, kind]) => noticeOf(runtime, importId, kind));
  const { spreadsheet } = runtime;
  const link = `https://docs.google.com/spreadsheets/d/${spreadsheet.getId()}/edit`;
  const text = redact(noticeText(spreadsheet.getName(), link, notices), Object.values(channels));
  if (deliver(channels, text)) noteTold(runtime, kinds);
}

function dueKinds(digest: DueDigest, user: string): Map<string, NoticeKind> {
  const now = EnvironmentAdapter.now();
  const due = new Map<string, NoticeKind>();
  for (const [importId, { owner, incident }] of Object.entries(digest.imports)) {
    const kind = owner === user && incident ? dueNotice(incident, now) : undefined;
    if (kind) due.set(importId, kind);
  }
  return due;
}

function noticeOf(runtime: Runtime, importId: string, kind: NoticeKind): Notice[] {
  const incident = runtime.digest.readOrNew().imports[importId]?.incident;
  const importName = runtime.imports.nameOf(importId);
  return incident ? [{ kind, importName, since: incident.since, message: incident.message }] : [];
}

/** Whether at least one channel took it. */
export function deliver(channels: Channels, text: string): boolean {
  const attempts: (() => void)[] = [];
  const { chat, slack, email } = channels;
  if (chat !== undefined)
    attempts.push(() => {
      postToWebhook(chat, text);
    });
  if (slack !== undefined)
    attempts.push(() => {
      postToWebhook(slack, text);
    });
  const send = sendEmail;
  if (send && email !== undefined)
    attempts.push(() => {
      send(email, text);
    });
  const delivered = attempts.filter(attempt => {
    try {
      attempt();
      return true;
    } catch (error) {
      console.warn(redact(`A notice could not be sent: ${messageOf(error)}`, Object.values(channels)));
      return false;
    }
  });
  return delivered.length > 0;
}

function noteTold(runtime: Runtime, kinds: ReadonlyMap<string, NoticeKind>): void {
  runtime.digest.update(digest => {
    for (const [importId, kind] of kinds) {
      const entry = digest.imports[importId];
      const incident = entry?.incident ? told(entry.incident, kind) : undefined;
      if (entry && incident) entry.incident = incident;
      else if (entry) delete entry.incident;
    }
  });
}
