/** An account as the API describes it to whoever signed in. */
export interface AccountInfo {
  /** As it stands in the settings of an import. */
  id: string;
  name?: string;
  /** IANA zone in which it counts its days. */
  timeZone?: string;
  /** ISO 4217. */
  currency?: string;
  /** Why nothing can be imported of it, in words: closed, suspended, no permission. */
  problem?: string;
}
