/**
 * What a field holds, and what its values are once cast:
 *
 * | type | value |
 * | --- | --- |
 * | `string` | text; ids stay text |
 * | `numeric string` | a number if it can be one without loss of a digit, else the text |
 * | `integer`, `number` | a finite number |
 * | `boolean` | true or false |
 * | `date` | a civil date, `YYYY-MM-DD`, of no zone |
 * | `datetime` | an instant, `YYYY-MM-DDTHH:mm:ss.SSSZ`, always UTC |
 * | `json` | JSON text |
 */
export type FieldType =
  'string' | 'numeric string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'json';

export interface FieldDefinition {
  /** Caption. Default: the field's id. */
  name?: string;
  description?: string;
  /** Default `string`. */
  type?: FieldType;
  /**
   * For `number`: the API counts units of 10^-scale, the cast value is the whole unit, exactly. Money in micros has 6.
   * Default 0.
   */
  scale?: number;
  /** A dimension changes the grain of the rows when it is selected, and so belongs to their key. */
  role?: 'dimension';
}

export interface NodeDefinition {
  /** Caption. Default: the node's id. */
  name?: string;
  description?: string;
  fields: Record<string, FieldDefinition>;
  /** Take over the fields of another node of the same schema. Own fields win, and stand first. */
  extends?: string;
  /**
   * Fields that identify a row. Without them a catalogue is replaced as a whole, and a time series with exactly one
   * date field is replaced by window and account.
   */
  uniqueKeys?: readonly string[];
  /** The date field that windows are cut by. Default: the one among the unique keys, else the only one. */
  dateField?: string;
  /** Whether the node is asked for by days. Default: true if it has exactly one field of type `date`. */
  isTimeSeries?: boolean;
  /** Table or tab. Default: the source's and the node's name in snake case. */
  destinationName?: string;
  /** Fields that a form ticks at first. Default: all. */
  defaultFields?: readonly string[];
  /** Records per page, for the source's own use. */
  limit?: number;
  /** Longest range of one `fetchData`, in days. Default: the whole window. */
  maxDaysPerRequest?: number;
  /** How many days after today have data (holidays lie ahead). Default 0. */
  futureDays?: number;
  /** How many slices of this node may be fetched at once. Default: the source's. */
  concurrency?: number;
  /** Whether the node is asked for once per account. Default: true if the source has accounts. */
  perAccount?: boolean;
  /** The field that holds the account of a row. Default `account_id`, added when the node does not have it. */
  accountField?: string;
}

/** All nodes of a source, by id. */
export type FieldsSchema = Record<string, NodeDefinition>;

/** A cast value. Dates and instants are text in one spelling (see `FieldType`); null is "the source has none". */
export type Value = string | number | boolean | null;

/** A cast record: every selected field is present. */
export type Row = Record<string, Value>;

/** A record as a source yields it: anything that JSON can hold, and `Date`. */
export type SourceRecord = Record<string, unknown>;
