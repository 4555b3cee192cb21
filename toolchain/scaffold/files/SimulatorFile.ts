import { simulatedSecret } from '../../../environments/node/cli/SimulatedSecrets';
import type { AuthPart, SecretSetting } from '../auth/AuthPart';
import { partsOf } from '../Addresses';
import { PAGE_SIZE, type ConnectorDesign } from '../ConnectorDesign';
import { hostsOf } from './ManifestFile';
import { renderImports, type Imports } from '../Imports';
import { memberOf, titleOf, wordsOf } from '../Names';
import type { PagingPart } from '../paging/PagingPart';
import { lines, paragraphs, quote } from '../Text';

/** `Simulator.ts`: the API on this machine, which refuses what the API refuses. */
export function simulatorFile(design: ConnectorDesign, auth: AuthPart, paging: PagingPart): string {
  const { name } = design;
  return paragraphs(
    renderImports(importsOf(design), auth.simulator.imports),
    settingsOf(design, auth.settings),
    constantsOf(auth, paging),
    REFUSAL,
    `/** The API of ${titleOf(name)}, as much of it as ${wordsOf(design.node)} need. */
export class ${name}Simulator extends Simulator<${name}Settings> {
${membersOf(design, auth, paging)}
}`,
    EXPLAIN,
    auth.simulator.functions,
    design.kind === 'time-series' ? READ_DAY : undefined,
    paging.simulator.functions,
  );
}

function importsOf({ name, kind }: ConnectorDesign): Imports {
  const isTimeSeries = kind === 'time-series';
  return {
    '../Simulator': [
      'DEFAULT_SETTINGS',
      'Simulator',
      'type SimulatedReply',
      'type SimulatedRequest',
      'type SimulatorSettings',
    ],
    './Records': [isTimeSeries ? 'recordsOn' : 'recordAt', `type ${name}Record`],
    ...(isTimeSeries ? { '../../../../src/Core/CivilDate': ['addDays', 'earliest', 'isCivilDate'] } : {}),
  };
}

function settingsOf({ name, kind }: ConnectorDesign, settings: readonly SecretSetting[]): string {
  const secrets = settings.map(
    setting => `  /** The ${inSentence(setting)} that is taken. Default \`${simulatedSecret(setting.name)}\`. */
  ${memberOf(setting)}: string;`,
  );
  const count =
    kind === 'time-series'
      ? '  /** Records of each day. Default 3. */\n  recordsPerDay: number;'
      : '  /** How many records there are. Default 30. */\n  records: number;';
  return `export interface ${name}Settings extends SimulatorSettings {
${[...secrets, count].join('\n')}
}`;
}

function inSentence({ label }: SecretSetting): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

function constantsOf({ simulator }: AuthPart, { query }: PagingPart): string {
  return lines(
    query === undefined ? undefined : `const LARGEST_PAGE = ${PAGE_SIZE};\nconst USUAL_PAGE = 25;`,
    simulator.constants,
    `const MESSAGES: Record<number, string> = {
  401: 'The credentials were rejected.',
  403: 'These credentials may not read this.',
  404: 'There is nothing at this address.',
  429: 'Too many requests.',
};`,
  );
}

const REFUSAL = `class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}`;

const EXPLAIN = `function explain(status: number, message: string): SimulatedReply {
  return { status, body: { error: { message } } };
}`;

const READ_DAY = `function readDay(query: URLSearchParams, name: string): string {
  const day = query.get(name) ?? '';
  if (!isCivilDate(day)) throw new Refusal(400, \`\${name} must be a day that exists, as YYYY-MM-DD.\`);
  return day;
}`;

function membersOf(design: ConnectorDesign, { settings, simulator }: AuthPart, paging: PagingPart): string {
  const defaults = [
    ...settings.map(one => `${memberOf(one)}: ${quote(simulatedSecret(one.name))}`),
    design.kind === 'time-series' ? 'recordsPerDay: 3' : 'records: 30',
  ];
  return paragraphs(
    lines(`  readonly hosts = [${hostsOf(design).map(quote).join(', ')}];`, simulator.fields),
    `  constructor() {
    super({ ...DEFAULT_SETTINGS, ${defaults.join(', ')} });
  }`,
    simulator.reset,
    ANSWER,
    routeOf(design, simulator.check, paging),
    simulator.methods,
    recordsOf(design),
  );
}

const ANSWER = `  answer(request: SimulatedRequest): SimulatedReply {
    try {
      return this.route(request);
    } catch (error) {
      if (error instanceof Refusal) return explain(error.status, error.message);
      throw error;
    }
  }

  refuse(status: number): SimulatedReply {
    return explain(status, MESSAGES[status] ?? 'The request could not be served.');
  }`;

function routeOf(design: ConnectorDesign, check: string, paging: PagingPart): string {
  const { baseUrl, node, kind } = design;
  const { host, path } = partsOf(baseUrl);
  const elsewhere = hostsOf(design).length > 1 ? `request.host !== ${quote(host)} || ` : '';
  const records = kind === 'time-series' ? 'this.records(request.query)' : 'this.records()';
  return `  private route(request: SimulatedRequest): SimulatedReply {
    ${check}
    if (${elsewhere}request.path !== ${quote(`${path}/${node}`)}) return this.refuse(404);
    if (request.method !== 'GET') throw new Refusal(405, 'Only GET is served.');
    const records = ${records};
    ${paging.simulator.answer}
  }`;
}

function recordsOf({ name, kind }: ConnectorDesign): string {
  if (kind === 'catalogue')
    return `  private records(): ${name}Record[] {
    const { records, seed } = this.settings;
    return Array.from({ length: records }, (_, index) => recordAt(index, seed));
  }`;
  return `  /** Both ends are included; what lies ahead is not there yet. */
  private records(query: URLSearchParams): ${name}Record[] {
    const from = readDay(query, 'from');
    const to = readDay(query, 'to');
    if (to < from) throw new Refusal(400, 'to must not lie before from.');
    const { now, recordsPerDay, seed } = this.settings;
    const last = earliest(to, now.slice(0, 10));
    const records: ${name}Record[] = [];
    for (let day = from; day <= last; day = addDays(day, 1)) records.push(...recordsOn(day, recordsPerDay, seed));
    return records;
  }`;
}
