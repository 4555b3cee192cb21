import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectations } from '../../../environments/apps-script/probe/Expectations';

const ROOT = new URL('../../', import.meta.url);
const LIST = new URL('../docs/platform-facts.md', ROOT);
/** Documented, observed, observed once, recalled, guessed. */
const CONFIDENCES = ['D', 'O', 'O?', 'R', 'G'];
/** Titles of tests and suites, and names of the cases that both environments run. */
const TITLE = /\b(?:(?:it|describe)(?:\.each\([\s\S]*?\))?\(|name: )\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;

interface Fact {
  id: string;
  confidence: string;
  text: string;
  tests: { file: string; title: string }[];
  reason: string | undefined;
}

function readFacts(): Fact[] {
  const [, ...entries] = readFileSync(LIST, 'utf8').split(/^- (?=\*\*[A-Z]+-\d+\*\*)/m);
  return entries.map(entry => {
    const [head = '', ...rest] = entry.split(/\n(?:\n[\s\S]*)?/).filter(line => line !== '');
    const [, id = '', confidence = '', text = ''] =
      /^\*\*([A-Z]+-\d+)\*\* \(([^)]*)\) (.*)$/.exec(head) ?? [];
    const tests = rest.flatMap(line => {
      const [, file, title] = /^ {2}- Test: `([^`]+)` › (.+)$/.exec(line) ?? [];
      return file === undefined || title === undefined ? [] : [{ file, title }];
    });
    const reason = rest
      .map(line => /^ {2}- No test: (.{20,})$/.exec(line)?.[1])
      .find(found => found !== undefined);
    return { id, confidence, text, tests, reason };
  });
}

const titles = new Map<string, string[]>();

function titlesOf(file: string): string[] {
  const known = titles.get(file);
  if (known) return known;
  const url = new URL(file, ROOT);
  const text = existsSync(url) ? readFileSync(url, 'utf8') : '';
  const found = [...text.matchAll(TITLE)].map(([, , title = '']) => title.replace(/\\(['"`])/g, '$1'));
  titles.set(file, found);
  return found;
}

describe('the list of platform facts', () => {
  const facts = readFacts();

  it('has facts, each with an id of its own, a confidence and a sentence', () => {
    expect(facts.length).toBeGreaterThan(300);
    expect(facts.filter(({ id, text }) => id === '' || !/\.`?$/.test(text))).toEqual([]);
    expect(facts.filter(({ confidence }) => !CONFIDENCES.includes(confidence))).toEqual([]);
    const ids = facts.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('says of each fact either what tests it or why nothing does', () => {
    const wrong = facts.filter(({ tests, reason }) => tests.length > 0 === (reason !== undefined));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('names tests that exist', () => {
    const missing = facts.flatMap(({ id, tests }) =>
      tests
        .filter(({ file, title }) => !titlesOf(file).some(each => each.includes(title)))
        .map(({ file, title }) => `${id}: ${file} › ${title}`),
    );
    expect(missing).toEqual([]);
  });

  it('and the probe are what the page on open questions refers to', () => {
    const ids = new Set(facts.map(({ id }) => id));
    const page = readFileSync(new URL('../docs/unverified.md', ROOT), 'utf8');
    const probes = page.split('\n').flatMap(line => {
      const [, answer = ''] = /\| ([^|]*)\|$/.exec(line) ?? [];
      return answer.startsWith('probe')
        ? [...answer.matchAll(/`([a-z\d-]+)`/g)].map(([, id = '']) => id)
        : [];
    });
    expect(probes.length).toBeGreaterThan(15);
    expect(probes.filter(id => !Object.hasOwn(expectations(), id))).toEqual([]);
    const named = [...page.matchAll(/\b[A-Z]{2,}-\d{2}\b/g)].map(([id]) => id);
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter(id => !ids.has(id))).toEqual([]);
  });
});
