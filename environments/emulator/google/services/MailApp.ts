import type { Mail, UserState } from '../EmulatorState';
import type { Execution } from '../Execution';
import { quotaLeft, useQuota } from '../Quotas';
import { serviceObject } from '../ServiceObject';
import { signatureError } from '../Signature';
import { blobData } from '../utilities/Blob';

const SCOPE = 'https://www.googleapis.com/auth/script.send_mail';
const ADDRESS = /^(?:[^<>@]*<)?\s*[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]+\s*>?$/;
const RECIPIENTS_PER_MESSAGE = 50;
const SUBJECT_LENGTH = 250;
const ATTACHMENTS = 250;
const TOTAL_BYTES = 25 * 1024 * 1024;
const BODY_BYTES: Readonly<Record<UserState['account'], number>> = {
  consumer: 200 * 1024,
  workspace: 400 * 1024,
};

type Message = Readonly<Record<string, unknown>>;

function addresses(host: Execution, value: unknown): string[] {
  if (value === undefined || value === null || value === '') return [];
  const list = String(value)
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  for (const address of list) if (!ADDRESS.test(address)) throw host.exception(`Invalid email: ${address}`);
  return list;
}

function attachmentsOf(host: Execution, message: Message): Mail['attachments'] {
  const list = message['attachments'];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw signatureError(host, 'MailApp.sendEmail', [message]);
  if (list.length > ATTACHMENTS) throw host.exception('Limit Exceeded: Email Attachments Per Message.');
  return list.map(item => {
    const blob = blobData(item);
    if (!blob) throw signatureError(host, 'MailApp.sendEmail', [message]);
    return {
      name: blob.name ?? 'attachment',
      contentType: blob.contentType ?? 'application/octet-stream',
      bytes: [...blob.bytes],
    };
  });
}

function optionalText(message: Message, key: string): string | undefined {
  const value = message[key];
  return value === undefined || value === null ? undefined : String(value);
}

function compose(host: Execution, message: Message): Mail {
  const replyTo = optionalText(message, 'replyTo');
  const name = optionalText(message, 'name');
  const htmlBody = optionalText(message, 'htmlBody');
  return {
    from: message['noReply'] === true ? 'noreply' : host.user,
    to: addresses(host, message['to']),
    cc: addresses(host, message['cc']),
    bcc: addresses(host, message['bcc']),
    subject: optionalText(message, 'subject') ?? '',
    body: optionalText(message, 'body') ?? '',
    attachments: attachmentsOf(host, message),
    sentAt: host.now(),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(name === undefined ? {} : { name }),
    ...(htmlBody === undefined ? {} : { htmlBody }),
  };
}

function send(host: Execution, message: Message): void {
  host.requireScope(SCOPE, 'MailApp.sendEmail');
  const mail = compose(host, message);
  const recipients = mail.to.length + mail.cc.length + mail.bcc.length;
  if (recipients === 0) throw host.exception('Failed to send email: no recipient');
  if (recipients > RECIPIENTS_PER_MESSAGE)
    throw host.exception('Limit Exceeded: Email Recipients Per Message.');
  if (mail.subject.length > SUBJECT_LENGTH) throw host.exception('Argument too large: subject');
  const bodyBytes = Buffer.byteLength(mail.body) + Buffer.byteLength(mail.htmlBody ?? '');
  if (bodyBytes > BODY_BYTES[host.userState.account])
    throw host.exception('Limit Exceeded: Email Body Size.');
  if (mail.attachments.reduce((sum, { bytes }) => sum + bytes.length, 0) > TOTAL_BYTES)
    throw host.exception('Limit Exceeded: Email Total Attachments Size.');
  if (!useQuota(host.userState, 'email', recipients, host.now()))
    throw host.exception('Service invoked too many times for one day: email.');
  host.world.state.outbox.push(mail);
}

function messageOf(host: Execution, args: readonly unknown[]): Message {
  const [first, subject, body, options] = args;
  const isMessage = typeof first === 'object' && first !== null && args.length === 1;
  if (isMessage) return first as Message;
  const bad = typeof first !== 'string' || args.length < 3 || args.length > 4;
  if (bad || (options !== undefined && (typeof options !== 'object' || options === null)))
    throw signatureError(host, 'MailApp.sendEmail', args);
  return { ...(options as Message | undefined), to: first, subject, body };
}

/** MailApp: mails land in the outbox of the emulator; recipients count towards the daily quota. */
export function createMailApp(host: Execution): object {
  return serviceObject(host, 'MailApp', {
    sendEmail: (...args: unknown[]) => {
      send(host, messageOf(host, args));
    },
    getRemainingDailyQuota: () => {
      host.requireScope(SCOPE, 'MailApp.getRemainingDailyQuota');
      return quotaLeft(host.userState, 'email', host.now());
    },
  });
}
