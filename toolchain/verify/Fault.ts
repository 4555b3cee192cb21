import type { FaultKind } from './FaultKinds';

/** Line and column count from 1, as editors and Google's logs show them. */
export interface Place {
  /** As the project names it, with its extension: `Code.js`, `Sidebar.html`, `appsscript.json`. */
  file: string;
  line: number;
  column: number;
}

/** Something for which a script is not to be pushed. */
export interface Fault {
  kind: FaultKind;
  /** What is wrong, in one sentence. Never holds the value of a credential. */
  message: string;
  /** What to do about it. */
  remedy: string;
  /** In the built file. */
  place: Place;
  /** Where it was written (`src/…/Source.ts`), as far as the source map knows. */
  source?: Place;
}
