import { serviceObject } from '../../ServiceObject';
import { mayEdit, type ProtectionModel } from '../Protection';
import type { Tab } from '../SpreadsheetModel';
import { enumMember } from './Enums';
import type { SheetsContext } from './SheetsContext';
import { emailOf, userObject } from './UserObject';

const NAME = 'SpreadsheetApp.Protection';

/** Adds a protection as a script does: every editor of the file may still edit. */
export function addProtection(context: SheetsContext, sheet: Tab, box?: ProtectionModel['box']): object {
  const protection: ProtectionModel = {
    id: String(sheet.file.nextId()),
    kind: box ? 'RANGE' : 'SHEET',
    ...(box ? { box } : {}),
    unprotected: [],
    description: '',
    warningOnly: false,
    editors: 'all',
  };
  return context.reshape(sheet.file, () => {
    sheet.protections.push(protection);
    return protectionObject(context, sheet, protection.id);
  });
}

/** Looks the protection up at each call: inserted rows move it, others remove it. */
function finder(context: SheetsContext, sheet: Tab, id: string): () => ProtectionModel {
  return () => {
    const found = sheet.protections.find(each => each.id === id);
    if (!found) throw context.host.exception('The protection does not exist.');
    return found;
  };
}

type Change = (protection: ProtectionModel, args: readonly unknown[]) => void;

function changes(context: SheetsContext, sheet: Tab): Record<string, Change> {
  const emails = (value: unknown, method: string, args: readonly unknown[]) => {
    if (!Array.isArray(value)) throw context.mismatch(`${NAME}.${method}`, args);
    return (value as unknown[]).map(each => emailOf(context, each, `${NAME}.${method}`, args));
  };
  const known = (protection: ProtectionModel): string[] => {
    if (protection.editors !== 'all') return protection.editors;
    return sheet.file.editors === 'all' ? [] : sheet.file.editors;
  };
  const add = (protection: ProtectionModel, added: readonly string[]) => {
    if (protection.editors === 'all') return;
    const all = new Set([...protection.editors, ...added]);
    protection.editors = [...all].filter(email => email !== sheet.file.owner);
  };
  const remove = (protection: ProtectionModel, removed: readonly string[]) => {
    protection.editors = known(protection).filter(email => !removed.includes(email));
  };
  return {
    addEditor: (protection, args) => {
      add(protection, [emailOf(context, args[0], `${NAME}.addEditor`, args)]);
    },
    addEditors: (protection, args) => {
      add(protection, emails(args[0], 'addEditors', args));
    },
    removeEditor: (protection, args) => {
      remove(protection, [emailOf(context, args[0], `${NAME}.removeEditor`, args)]);
    },
    removeEditors: (protection, args) => {
      remove(protection, emails(args[0], 'removeEditors', args));
    },
    setDescription: (protection, args) => {
      protection.description = context.text(args[0], `${NAME}.setDescription`, args);
    },
    setWarningOnly: (protection, args) => {
      protection.warningOnly = context.boolean(args[0], `${NAME}.setWarningOnly`, args);
    },
    setRange: (protection, args) => {
      const target = context.ranges.get(args[0]);
      if (!target) throw context.mismatch(`${NAME}.setRange`, args);
      Object.assign(protection, { kind: 'RANGE', box: target.box });
    },
    setUnprotectedRanges: (protection, args) => {
      const list = Array.isArray(args[0]) ? (args[0] as unknown[]) : [];
      const boxes = list.map(each => context.ranges.get(each)?.box);
      const found = boxes.filter(box => box !== undefined);
      if (!Array.isArray(args[0]) || found.length < boxes.length)
        throw context.mismatch(`${NAME}.setUnprotectedRanges`, args);
      protection.unprotected = found;
    },
  };
}

/** `SpreadsheetApp.Protection`. The owner is never among the editors: nobody can keep them out. */
export function protectionObject(context: SheetsContext, sheet: Tab, id: string): object {
  const { host } = context;
  const find = finder(context, sheet, id);
  const setters = Object.entries(changes(context, sheet)).map(
    ([name, change]): [string, (...args: unknown[]) => object] => [
      name,
      (...args) => {
        if (!mayEdit(find(), host.user, sheet.file.owner))
          throw host.exception('You do not have permission to perform that action.');
        context.reshape(sheet.file, () => {
          change(find(), args);
        });
        return object;
      },
    ],
  );
  const object: object = serviceObject(host, NAME, {
    ...Object.fromEntries(setters),
    getDescription: () => find().description,
    getProtectionType: () => enumMember(host, 'ProtectionType', find().kind),
    getRange: () => context.rangeObject({ sheet, box: find().box ?? sheet.box }),
    getRangeName: () => (find() ? null : null),
    getUnprotectedRanges: () =>
      host.realm.array(find().unprotected.map(box => context.rangeObject({ sheet, box }))),
    getEditors: () => {
      const { editors } = find();
      const list = editors === 'all' ? sheet.file.editors : editors;
      return host.realm.array(list === 'all' ? [] : list.map(email => userObject(context, email)));
    },
    canEdit: () => mayEdit(find(), host.user, sheet.file.owner),
    canDomainEdit: () => false,
    isWarningOnly: () => find().warningOnly,
    remove: () => {
      if (!mayEdit(find(), host.user, sheet.file.owner))
        throw host.exception('You do not have permission to perform that action.');
      context.reshape(sheet.file, () => {
        sheet.protections = sheet.protections.filter(each => each.id !== id);
      });
    },
  });
  return object;
}

export function protectionsOf(context: SheetsContext, sheet: Tab, kind: string | undefined): object[] {
  return sheet.protections
    .filter(each => each.kind === kind)
    .map(({ id }) => protectionObject(context, sheet, id));
}
