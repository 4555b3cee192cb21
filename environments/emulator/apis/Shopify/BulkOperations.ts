import { executeSync, parse } from 'graphql';
import { resolveField, schema, type QueryContext } from './AdminSchema';
import { bulkQueryFaults } from './BulkQuery';
import { jsonLines } from './JsonLines';
import type { Thing } from './Things';

/** How bulk operations go, for tests. */
export interface BulkSettings {
  /** Looks at which an operation is still running. Default 1. */
  bulkLooks: number;
  /** How it ends. Default COMPLETED. */
  bulkEnd: 'COMPLETED' | 'FAILED' | 'CANCELED';
  /** Why, if it failed. */
  bulkError: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT';
  /** Other operations of the app that are running; one ends whenever a new one is refused because of them. Default 0. */
  bulkOthers: number;
  /** Operations that Shopify forgets before they are done. Default 0. */
  bulkForgotten: number;
  /** Addresses of files that have ended when they are used. Default 0. */
  bulkEndedUrls: number;
  /** Files that end a line early. Default 0. */
  bulkCutFiles: number;
  /** Characters of a query above which its file is said to have 60 MB; 0: never. Default 0. */
  bulkLongQuery: number;
}

export const BULK_DEFAULTS: BulkSettings = {
  bulkLooks: 1,
  bulkEnd: 'COMPLETED',
  bulkError: 'INTERNAL_SERVER_ERROR',
  bulkOthers: 0,
  bulkForgotten: 0,
  bulkEndedUrls: 0,
  bulkCutFiles: 0,
  bulkLongQuery: 0,
};

const LARGE = 60_000_000;
/** An app may run so many at once in a shop. */
const MOST_AT_ONCE = 5;
export const FILE_HOST = 'storage.googleapis.com';

type Operation = Thing & { id: string; status: string; looks: number };

/** The bulk operations of an app in one shop, and their files. */
export class BulkOperations {
  private readonly operations: Operation[] = [];
  private readonly files = new Map<string, string>();
  private ended = 0;
  private forgotten = 0;
  private endedUrls = 0;
  private cutFiles = 0;

  constructor(
    private readonly shop: string,
    private readonly given: () => BulkSettings & { now: string },
    /** Fields of the query root. */
    private readonly root: () => Record<string, unknown>,
  ) {}

  private get settings(): BulkSettings & { now: string } {
    return this.given();
  }

  all(): Thing[] {
    return [...this.operations].reverse();
  }

  submit(query: string, { scopes }: QueryContext): Thing {
    const refused = (message: string, code: string, field: string[] | null) => ({
      __typename: 'BulkOperationRunQueryPayload',
      bulkOperation: null,
      userErrors: [{ field, message, code }],
    });
    const running = this.operations.filter(({ status }) => status === 'CREATED' || status === 'RUNNING');
    const others = Math.max(0, this.settings.bulkOthers - this.ended);
    if (running.length + others >= MOST_AT_ONCE) {
      this.ended += 1;
      return refused(IN_PROGRESS, 'OPERATION_IN_PROGRESS', null);
    }
    const [fault] = bulkQueryFaults(query);
    if (fault !== undefined) return refused(fault, 'INVALID', ['query']);
    const operation = this.create(query, scopes);
    this.operations.push(operation);
    return { __typename: 'BulkOperationRunQueryPayload', bulkOperation: { ...operation }, userErrors: [] };
  }

  /** The operation as it stands now; looking is what makes the time pass. */
  look(id: string): Thing | null {
    const operation = this.operations.find(each => each.id === id);
    if (!operation) return null;
    if (this.forgotten < this.settings.bulkForgotten) {
      this.forgotten += 1;
      this.operations.splice(this.operations.indexOf(operation), 1);
      return null;
    }
    if (operation.looks > 0) {
      operation.looks -= 1;
      operation.status = 'RUNNING';
      return { ...operation, url: null, completedAt: null };
    }
    operation.status = this.settings.bulkEnd;
    return this.asEnded(operation);
  }

  /** A file by its path: text, or why it is not to be had. */
  file(path: string): { status: number; body: string; contentType: string } {
    const text = this.files.get(path);
    if (text === undefined)
      return { status: 404, body: NO_FILE, contentType: 'application/xml; charset=UTF-8' };
    if (this.endedUrls < this.settings.bulkEndedUrls) {
      this.endedUrls += 1;
      return { status: 400, body: ENDED, contentType: 'application/xml; charset=UTF-8' };
    }
    const isCut = this.cutFiles < this.settings.bulkCutFiles;
    if (isCut) this.cutFiles += 1;
    const body = isCut ? text.replace(/[^\n]*\n$/, '') : text;
    return { status: 200, body, contentType: 'application/jsonl' };
  }

  private create(query: string, scopes: readonly string[]): Operation {
    const number = 4_046_676_525_245 + this.operations.length;
    const context: QueryContext = { scopes, isBulk: true, sizes: new Map(), searches: [] };
    const result = executeSync({
      schema,
      document: parse(query),
      rootValue: this.root(),
      contextValue: context,
      fieldResolver: resolveField,
    });
    const isDenied = (result.errors ?? []).length > 0;
    const { text, objects, roots } = isDenied ? jsonLines({}) : jsonLines(result.data ?? {});
    const path = `/${this.shop}/bulk-${number}.jsonl`;
    if (text) this.files.set(path, text);
    return {
      __typename: 'BulkOperation',
      id: `gid://shopify/BulkOperation/${number}`,
      status: 'CREATED',
      type: 'QUERY',
      query,
      createdAt: this.settings.now,
      completedAt: this.settings.now,
      errorCode: isDenied ? 'ACCESS_DENIED' : null,
      objectCount: String(objects),
      rootObjectCount: String(roots),
      fileSize: String(this.isLong(query) ? LARGE : Buffer.byteLength(text)),
      url: text ? `https://${FILE_HOST}${path}?X-Goog-Expires=604800&X-Goog-Signature=simulated` : null,
      partialDataUrl: null,
      looks: this.settings.bulkLooks,
    };
  }

  private isLong(query: string): boolean {
    const { bulkLongQuery } = this.settings;
    return bulkLongQuery > 0 && query.length > bulkLongQuery;
  }

  private asEnded(operation: Operation): Thing {
    const { bulkEnd, bulkError } = this.settings;
    const isDenied = operation['errorCode'] === 'ACCESS_DENIED';
    if (bulkEnd === 'COMPLETED' && !isDenied) return { ...operation };
    const { url } = operation;
    const failed = bulkEnd === 'FAILED' || isDenied;
    return {
      ...operation,
      status: failed ? 'FAILED' : bulkEnd,
      errorCode: failed ? (operation['errorCode'] ?? bulkError) : null,
      url: null,
      partialDataUrl: url,
      completedAt: null,
    };
  }
}

const IN_PROGRESS =
  'A bulk query operation for this app and shop is already in progress: gid://shopify/BulkOperation/4039184154813.';
const NO_FILE =
  "<?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>";
const ENDED =
  "<?xml version='1.0' encoding='UTF-8'?><Error><Code>ExpiredToken</Code><Message>Invalid argument.</Message><Details>The provided token has expired.</Details></Error>";
