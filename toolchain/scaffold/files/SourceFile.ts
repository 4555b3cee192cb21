import type { AuthPart, SecretSetting } from '../auth/AuthPart';
import { PAGE_SIZE, type ConnectorDesign } from '../ConnectorDesign';
import { renderImports, type Imports } from '../Imports';
import { captionOf, titleOf } from '../Names';
import type { PagingPart } from '../paging/PagingPart';
import { lines, paragraphs, quote } from '../Text';

/** `Source.ts`: parameters, one node, and requests as the parts have them. */
export function sourceFile(design: ConnectorDesign, auth: AuthPart, paging: PagingPart): string {
  return paragraphs(
    `${renderImports(importsOf(design, auth), auth.source.imports, paging.imports)}\nimport fieldsSchema from './FieldsSchema.json';`,
    parametersOf(auth.settings),
    constantsOf(design, auth, paging),
    `${classComment(design)}
export class ${design.name}Source extends AbstractSource<typeof parameters> {
${membersOf(design, auth, paging)}
}`,
    `function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}`,
  );
}

function importsOf({ kind }: ConnectorDesign, { settings }: AuthPart): Imports {
  return {
    '../../Core/AbstractConfig': ['type Config'],
    '../../Core/AbstractSource': ['AbstractSource'],
    '../../Core/Exceptions': ['DataException'],
    '../../Core/FetchProtocol': ['type Answer', 'type Command'],
    '../../Core/FieldsSchema': ['parseFieldsSchema'],
    '../../Core/Parameters': ['defineParameters'],
    '../../Core/Schema': ['type SourceRecord'],
    ...(settings.length ? { '../../Constants': ['CONFIG_ATTRIBUTES'] } : {}),
    '../../Core/EnvironmentAdapter': ['type FetchOptions'],
    ...(kind === 'time-series' ? { '../../Core/CivilDate': ['toCivilDate'] } : {}),
  };
}

function parametersOf(settings: readonly SecretSetting[]): string {
  const declarations = settings.map(
    ({ name, label, description }) => `  ${name}: {
    requiredType: 'string',
    isRequired: true,
    label: ${quote(label)},
    description: ${quote(description)},
    attributes: [CONFIG_ATTRIBUTES.SECRET],
  },`,
  );
  return `const parameters = defineParameters({\n${declarations.join('\n')}\n});`;
}

function constantsOf({ baseUrl }: ConnectorDesign, { source }: AuthPart, { query }: PagingPart): string {
  return lines(
    `const API = ${quote(baseUrl)};`,
    source.constants,
    query === undefined ? undefined : `const PAGE_SIZE = ${PAGE_SIZE};`,
    `const OPTIONS: FetchOptions = { headers: { Accept: 'application/json' } };`,
  );
}

function classComment({ name, node, kind }: ConnectorDesign): string {
  const what = kind === 'time-series' ? 'asked for by days, both ends included' : 'all that there are';
  return `/** ${captionOf(node)} from the API of ${titleOf(name)}: ${what}. */`;
}

function membersOf(design: ConnectorDesign, auth: AuthPart, paging: PagingPart): string {
  return paragraphs(
    `  constructor(config: Config) {
    super(config.mergeParameters(parameters));
    this.fieldsSchema = parseFieldsSchema(fieldsSchema);
  }`,
    createAuth(auth),
    fetchData(design, paging),
    recordsOf(design),
  );
}

function createAuth({ source }: AuthPart): string | undefined {
  return source.createAuth === undefined
    ? undefined
    : `  override createAuth(): Auth {
    ${source.createAuth}
  }`;
}

function fetchData(design: ConnectorDesign, { query, paginator }: PagingPart): string {
  const isTimeSeries = design.kind === 'time-series';
  const window = isTimeSeries ? 'from=${toCivilDate(startDate)}&to=${toCivilDate(endDate)}' : undefined;
  const asked = [window, query].filter(part => part !== undefined).join('&');
  const url = `\`\${API}/${design.node}${asked && `?${asked}`}\``;
  const body = paginator
    ? `yield* this.paginate(url, OPTIONS, ${paginator}, body => this.recordsOf(body));`
    : `const response = yield* this.request(url, OPTIONS);
    yield this.recordsOf(this.parseJson(response));`;
  return `  *fetchData(${isTimeSeries ? 'startDate: Date, endDate: Date' : ''}): Generator<readonly SourceRecord[] | Command, void, Answer> {
    const url = ${url};
    ${body}
  }`;
}

function recordsOf({ name }: ConnectorDesign): string {
  return `  /**
   * The list is the member \`data\` of an answer. A member of a record goes into the field of its name in
   * FieldsSchema.json; where the API names or nests it in another way, this is the place to say so.
   */
  private recordsOf(body: { data?: unknown } | null | undefined): SourceRecord[] {
    const records = body?.data;
    if (!Array.isArray(records) || !records.every(isRecord))
      throw new DataException(
        \`[\${this.name}] The answer of the API of ${titleOf(name)} has no list of records in "data". Nothing of this window was written; try again later.\`,
      );
    return records as SourceRecord[];
  }`;
}
