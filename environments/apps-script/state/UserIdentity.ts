import { EnvironmentAdapter, type PropertyStore } from '../../../src/Core/EnvironmentAdapter';
import type { Person } from '../../../src/Imports/ImportDefinition';

const KEY = 'sheetbound.user';
const LONGEST_NAME = 60;

/**
 * Who runs the script. Google tells an e-mail address only against one more right and a key that changes every month,
 * so everybody gets a random id, kept in their own properties, and a name that they may choose.
 */
export function currentUser(store: PropertyStore): Person {
  const known = read(store.get(KEY));
  if (known) return known;
  const id = EnvironmentAdapter.getUuid().replace(/-/g, '').slice(0, 12);
  return save(store, { id, name: `User ${id.slice(0, 4)}` });
}

/** Gives oneself another name; colleagues see it in the run history and when an import is in use. */
export function renameUser(store: PropertyStore, name: string): Person {
  const short = name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
  const person = currentUser(store);
  return short === '' || short === person.name ? person : save(store, { ...person, name: short });
}

/** Whether this person has not chosen a name yet. */
export function isUnnamed({ id, name }: Person): boolean {
  return name === `User ${id.slice(0, 4)}`;
}

function save(store: PropertyStore, person: Person): Person {
  store.set(KEY, JSON.stringify({ version: 1, ...person }));
  return person;
}

function read(text: string | undefined): Person | undefined {
  try {
    const value = JSON.parse(text ?? '') as Partial<Person>;
    return value.id && value.name ? { id: value.id, name: value.name } : undefined;
  } catch {
    return undefined;
  }
}
