import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';
import { signatureError } from '../Signature';
import type { MenuEntry } from '../UserSession';

const built = new WeakMap<object, { caption: string; entries: MenuEntry[] }>();

/** A menu being built; it shows once `addToUi` was called, in place of one of the same caption. */
export function createMenu(host: Execution, caption: string): object {
  const entries: MenuEntry[] = [];
  const menu = serviceObject(host, 'Menu', {
    addItem: (...args: unknown[]) => {
      const [text, functionName] = args;
      if (args.length !== 2 || typeof text !== 'string' || typeof functionName !== 'string')
        throw signatureError(host, 'Menu.addItem', args);
      entries.push({ kind: 'item', caption: text, functionName });
      return menu;
    },
    addSeparator: () => {
      entries.push({ kind: 'separator' });
      return menu;
    },
    addSubMenu: (...args: unknown[]) => {
      const sub = typeof args[0] === 'object' && args[0] !== null ? built.get(args[0]) : undefined;
      if (!sub) throw signatureError(host, 'Menu.addSubMenu', args);
      entries.push({ kind: 'menu', ...sub });
      return menu;
    },
    addToUi: () => {
      host.world.session(host.user).menus.set(caption, entries);
    },
  });
  built.set(menu, { caption, entries });
  return menu;
}
