import type { DialogRecord } from '../EmulatorState';
import { enumeration } from '../Enumeration';
import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';
import { enumName } from '../Enumeration';
import { signatureError } from '../Signature';
import type { DialogAnswer } from '../UserSession';
import { createMenu } from './Menu';
import { htmlContentOf } from './HtmlOutput';

const CONTAINER_UI = 'https://www.googleapis.com/auth/script.container.ui';
const BUTTON_SETS: Readonly<Record<string, readonly string[]>> = {
  OK: ['OK', 'CLOSE'],
  OK_CANCEL: ['OK', 'CANCEL', 'CLOSE'],
  YES_NO: ['YES', 'NO', 'CLOSE'],
  YES_NO_CANCEL: ['YES', 'NO', 'CANCEL', 'CLOSE'],
};

interface Question {
  title: string;
  message: string;
  buttons: string;
}

/** `(prompt)`, `(prompt, buttons)`, `(title, prompt, buttons)`. */
function questionOf(host: Execution, method: string, args: readonly unknown[]): Question {
  const set = enumName(args.at(-1));
  const texts = set === undefined ? args : args.slice(0, -1);
  const counts = set === undefined ? [1] : [1, 2];
  if (!counts.includes(texts.length) || (set !== undefined && !(set in BUTTON_SETS)))
    throw signatureError(host, `Ui.${method}`, args);
  const [first, second] = texts.map(text => String(text));
  return {
    title: second === undefined ? '' : (first ?? ''),
    message: second ?? first ?? '',
    buttons: set ?? 'OK',
  };
}

function ask(host: Execution, kind: 'alert' | 'prompt', question: Question): DialogAnswer {
  const session = host.world.session(host.user);
  const record: DialogRecord = { kind, ...question, shownAt: host.now() };
  host.userState.dialogs.push(record);
  const answer = session.answers.shift();
  const what = `${kind} "${question.title === '' ? question.message : question.title}"`;
  if (!answer)
    return host.abort(
      'UnansweredDialog',
      `The ${what} was not answered: queue an answer with user.answer(...) before the call.`,
    );
  if (!BUTTON_SETS[question.buttons]?.includes(answer.button))
    return host.abort(
      'UnansweredDialog',
      `The ${what} has the buttons ${question.buttons}; it cannot be answered with ${answer.button}.`,
    );
  record.answer = { button: answer.button, ...(answer.text === undefined ? {} : { text: answer.text }) };
  host.elapse(answer.after ?? 0);
  return answer;
}

function show(host: Execution, kind: 'modal' | 'modeless' | 'sidebar', args: readonly unknown[]): void {
  const method = { modal: 'showModalDialog', modeless: 'showModelessDialog', sidebar: 'showSidebar' }[kind];
  host.requireScope(CONTAINER_UI, `Ui.${method}`);
  const [page, title] = args;
  const output = htmlContentOf(page);
  if (!output || args.length !== (kind === 'sidebar' ? 1 : 2))
    throw signatureError(host, `Ui.${method}`, args);
  host.userState.dialogs.push({
    kind,
    title: kind === 'sidebar' ? output.title : String(title),
    html: output.content,
    ...(output.width === undefined ? {} : { width: output.width }),
    ...(output.height === undefined ? {} : { height: output.height }),
    shownAt: host.now(),
  });
}

/** The Ui of the editor. Dialogs are answered from the queue of the user and recorded in `user.dialogs`. */
export function createUi(host: Execution): object {
  if (!host.hasUi) throw host.exception('Cannot call SpreadsheetApp.getUi() from this context.');
  const button = enumeration(host, 'Ui.Button', ['CLOSE', 'OK', 'CANCEL', 'YES', 'NO']);
  const buttonSet = enumeration(host, 'Ui.ButtonSet', Object.keys(BUTTON_SETS));
  const methods = {
    createMenu: (caption: unknown) => createMenu(host, String(caption)),
    createAddonMenu: () => createMenu(host, 'Extensions'),
    alert: (...args: unknown[]) => button[ask(host, 'alert', questionOf(host, 'alert', args)).button],
    prompt: (...args: unknown[]) => {
      const answer = ask(host, 'prompt', questionOf(host, 'prompt', args));
      return serviceObject(host, 'PromptResponse', {
        getSelectedButton: () => button[answer.button],
        getResponseText: () => answer.text ?? (answer.button === 'CLOSE' ? null : ''),
      });
    },
    showModalDialog: (...args: unknown[]) => {
      show(host, 'modal', args);
    },
    showModelessDialog: (...args: unknown[]) => {
      show(host, 'modeless', args);
    },
    showSidebar: (...args: unknown[]) => {
      show(host, 'sidebar', args);
    },
  };
  return serviceObject(host, 'Ui', methods, { constants: { Button: button, ButtonSet: buttonSet } });
}
