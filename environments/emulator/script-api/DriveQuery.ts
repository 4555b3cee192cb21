import type { Caller } from './Accounts';
import type { DriveFile } from './DriveFiles';
import { driveError } from './GoogleError';

type Test = (file: DriveFile, caller: Caller) => boolean;

const TEXT = String.raw`(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")`;
const SPACE = String.raw`\s*`;
const PROPERTY = `${SPACE}\\{${SPACE}key${SPACE}=${SPACE}${TEXT}${SPACE}and${SPACE}value${SPACE}=${SPACE}${TEXT}${SPACE}\\}`;

/** The terms of a search that a deployment needs. What Drive knows beyond them is refused. */
const TERMS: readonly [RegExp, (...texts: string[]) => Test][] = [
  [term(`trashed${SPACE}(=|!=)${SPACE}(true|false)`), trashedIs],
  [term(`mimeType${SPACE}(=|!=)${SPACE}${TEXT}`), mimeTypeIs],
  [term(`name${SPACE}(=|!=|contains)${SPACE}${TEXT}`), nameIs],
  [term(`${TEXT}\\s+in\\s+owners`), ownedBy],
  [term(`appProperties\\s+has${PROPERTY}`), hasAppProperty],
  [term(`properties\\s+has${PROPERTY}`), hasProperty],
];

/** A search in Drive's language (terms joined by `and`) as a test of files; Drive's error when it is no such search. */
export function parseDriveQuery(query: string): Test {
  const tests: Test[] = [];
  let rest = query.trim();
  while (rest !== '') {
    const [test, length] = firstTerm(rest);
    tests.push(test);
    rest = rest.slice(length);
    if (rest === '') break;
    const joint = /^\s+and\s+(?=\S)/.exec(rest);
    if (!joint) throw invalidQuery();
    rest = rest.slice(joint[0].length);
  }
  return (file, caller) => tests.every(test => test(file, caller));
}

function firstTerm(text: string): [Test, number] {
  for (const [pattern, make] of TERMS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const texts = match.slice(1).filter(part => part !== undefined);
    return [make(...texts.map(part => part.replace(/\\(.)/g, '$1'))), match[0].length];
  }
  throw invalidQuery();
}

function term(pattern: string): RegExp {
  return new RegExp(`^${pattern}`);
}

function invalidQuery(): Error {
  return driveError(400, 'invalid', 'Invalid Value', 'q');
}

function trashedIs(sign = '', value = ''): Test {
  return file => (file.trashed === (value === 'true')) === (sign === '=');
}

function mimeTypeIs(sign = '', value = ''): Test {
  return file => (file.mimeType === value) === (sign === '=');
}

function nameIs(sign = '', value = ''): Test {
  // Drive's "contains" looks at the beginnings of words.
  if (sign === 'contains') return file => ` ${file.name.toLowerCase()}`.includes(` ${value.toLowerCase()}`);
  return file => (file.name === value) === (sign === '=');
}

function ownedBy(who = ''): Test {
  return (file, caller) => file.owner.email === (who === 'me' ? caller.user.email : who);
}

function hasAppProperty(key = '', value = ''): Test {
  return (file, caller) => file.appProperties.get(caller.clientId)?.[key] === value;
}

function hasProperty(key = '', value = ''): Test {
  return file => file.properties[key] === value;
}
