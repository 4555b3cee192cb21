import { CONFIG_ATTRIBUTES, type ConfigAttribute } from '../../../src/Constants';
import { declaredSignIns } from '../../../src/Core/Auth/SignIns';
import { isConfigurationException } from '../../../src/Core/Exceptions';
import type { ParameterDeclaration, ParameterDeclarations } from '../../../src/Core/Parameters';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import type { Secrets } from '../../../src/Imports/SecretValues';
import { connectorOf, connectors, declarationsOf } from '../Connecting';
import { Cancelled, type Dialogs } from '../Dialogs';
import { ownConnectors } from '../OwnConnectors';
import type { Runtime } from '../Runtime';
import { isUnnamed, renameUser } from '../state/UserIdentity';
import { draftOf, type Draft } from './ImportDraft';

const NEW = 'A new import';
const CLEAR = '-';

/** What was typed so far. Secrets are kept apart from the first moment. */
interface Answers {
  values: Record<string, unknown>;
  secrets: Secrets;
  name: string | undefined;
  /** Paths of what a sign-in brings: it need not be typed. */
  signedInFor: readonly string[];
  /** Keys are for everyone who can edit the file. */
  isShared: boolean;
}

/** Asks for an import, one plain dialog after the other, and again for whatever was at fault. */
export function askForImport(runtime: Runtime): Draft {
  const { dialogs } = runtime;
  if (!dialogs) throw new Cancelled();
  const existing = chooseExisting(runtime, dialogs);
  const entry = existing ? connectorOf(existing.source) : chooseSource(dialogs);
  const declarations = declarationsOf(entry);
  const answers: Answers = {
    values: { ...existing?.values },
    secrets: {},
    signedInFor: declaredSignIns(declarations).flatMap(({ fills }) => fills),
    name: existing?.name,
    isShared: existing?.secretScope === 'document',
  };
  answers.name = askName(dialogs, existing?.name ?? entry.manifest.title, existing !== undefined);
  askParameters(dialogs, mainParameters(declarations), answers);
  askWhoRuns(runtime, dialogs);
  for (;;) {
    try {
      return draftOf(runtime, {
        ...(existing ? { id: existing.id } : { source: entry.name }),
        ...(answers.name === undefined ? {} : { name: answers.name }),
        values: answers.values,
        secrets: answers.secrets,
      });
    } catch (error) {
      if (!isConfigurationException(error)) throw error;
      const names = error.faults.map(({ parameter }) => parameter);
      const again = Object.entries(declarations).filter(([name, declaration]) =>
        namesOf(name, declaration).some(each => names.includes(each)),
      );
      const isName = error.faults.some(({ message }) => message.startsWith('Name:'));
      // Nothing that is asked for here could mend it: whose keys these are, or the time of a day.
      if (!again.length && !isName) throw error;
      dialogs.alert('Please look at this again', error.message);
      if (isName) answers.name = askName(dialogs, answers.name ?? entry.manifest.title, false);
      askParameters(dialogs, Object.fromEntries(again), answers);
    }
  }
}

/** A fault inside of a choice names the parameter in there. */
function namesOf(name: string, { oneOf = [] }: ParameterDeclaration): string[] {
  const inner = oneOf.flatMap(({ items = {} }) => Object.entries(items).flatMap(item => namesOf(...item)));
  return [name, ...inner];
}

function chooseExisting({ imports }: Runtime, dialogs: Dialogs): ImportDefinition | undefined {
  const all = imports.list();
  if (!all.length) return undefined;
  const options = [NEW, ...all.map(({ name }) => `Change ${name}`)];
  return all[dialogs.choose('Add or change an import', 'What would you like to do?', options) - 1];
}

function chooseSource(dialogs: Dialogs) {
  const { faults } = ownConnectors();
  if (faults.length)
    dialogs.alert('A connector of this file cannot be used', faults.map(({ message }) => message).join('\n'));
  const all = connectors();
  const titles = all.map(({ manifest }) => manifest.title);
  const chosen = all[dialogs.choose('Add an import', 'Where does the data come from?', titles)];
  if (!chosen) throw new Cancelled();
  return chosen;
}

function askName(dialogs: Dialogs, name: string, isExisting: boolean): string | undefined {
  const typed = dialogs.ask(
    'Name of the import',
    `Leave it empty ${isExisting ? 'to keep' : 'for'} "${name}".`,
  );
  if (typed !== '') return typed;
  return isExisting ? name : undefined;
}

function askWhoRuns(runtime: Runtime, dialogs: Dialogs): void {
  if (!isUnnamed(runtime.me)) return;
  const typed = dialogs.ask(
    'Your name',
    `What shall colleagues see when you run an import? Leave it empty for "${runtime.me.name}".`,
  );
  if (typed === '') return;
  renameUser(runtime.userProperties, typed);
  runtime.forgetMe();
}

const HIDDEN: ConfigAttribute[] = [
  CONFIG_ATTRIBUTES.HIDE_IN_CONFIG_FORM,
  CONFIG_ATTRIBUTES.ADVANCED,
  CONFIG_ATTRIBUTES.DEPRECATED,
];

/** Those that a first form shows; the others keep their defaults and can be set through a page. */
function mainParameters(declarations: ParameterDeclarations): ParameterDeclarations {
  return Object.fromEntries(
    Object.entries(declarations).filter(
      ([, { attributes = [] }]) => !attributes.some(each => HIDDEN.includes(each)),
    ),
  );
}

function askParameters(
  dialogs: Dialogs,
  declarations: ParameterDeclarations,
  answers: Answers,
  prefix = '',
): void {
  for (const [name, declaration] of Object.entries(declarations)) {
    if (declaration.oneOf) askChoice(dialogs, name, declaration, answers, prefix);
    else if (declaration.attributes?.includes(CONFIG_ATTRIBUTES.SECRET))
      askSecret(dialogs, prefix + name, declaration.label ?? name, declaration, answers);
    else askValue(dialogs, name, declaration, answers);
  }
}

function askValue(
  dialogs: Dialogs,
  name: string,
  declaration: ParameterDeclaration,
  { values }: Answers,
): void {
  const { label = name, description = '', options, placeholder, isRequired } = declaration;
  const present = values[name] ?? declaration.default;
  const hints = [
    description,
    options ? `One of ${options.join(', ')}.` : '',
    placeholder === undefined ? '' : `For example: ${placeholder}`,
    present === undefined ? '' : `Leave it empty to keep "${String(present)}".`,
    isRequired || values[name] === undefined ? '' : `Type ${CLEAR} to remove it.`,
  ].filter(hint => hint !== '');
  const typed = dialogs.ask(label, hints.join('\n'));
  if (typed === CLEAR) delete values[name];
  else if (typed !== '') values[name] = typed;
}

function askSecret(
  dialogs: Dialogs,
  path: string,
  label: string,
  { description = '', isRequired }: ParameterDeclaration,
  { secrets, isShared, signedInFor }: Answers,
): void {
  const later = signedInFor.includes(path) ? ' Leave it empty to sign in for it afterwards.' : '';
  const typed = dialogs.ask(
    label,
    `${description}\nIt is kept where ${isShared ? 'everyone who can edit this file' : 'only you'} can read it, and never shown again. ${isRequired ? later : 'Leave it empty for none, or to keep the one that is there.'}`.trim(),
  );
  if (typed !== '') secrets[path] = typed;
}

function askChoice(
  dialogs: Dialogs,
  name: string,
  { label = name, description = '', oneOf = [] }: ParameterDeclaration,
  answers: Answers,
  prefix: string,
): void {
  const option =
    oneOf[
      dialogs.choose(
        label,
        description,
        oneOf.map(each => each.label ?? each.value),
      )
    ];
  if (!option) throw new Cancelled();
  const before = answers.values[name] as { items?: Record<string, unknown> } | undefined;
  const inner: Answers = { ...answers, values: { ...before?.items } };
  askParameters(dialogs, option.items ?? {}, inner, `${prefix}${name}.`);
  answers.values[name] = { value: option.value, items: inner.values };
}
