import type { LoggedRequest, Simulators } from '../../../environments/emulator/apis/Simulators';
import type { Row } from '../../../src/Core/Schema';
import type { SelectedNode } from '../../../src/Core/Selection';

/** One import in a new world of its own. */
export interface ImportUnderTest {
  source: string;
  /** Everything but Fields and dates is as the user gave it; secrets among them. */
  values: Readonly<Record<string, unknown>>;
  timeZone: string;
  node: SelectedNode;
}

export interface RunOrder {
  values: Readonly<Record<string, unknown>>;
  at: string | undefined;
  seconds: number | undefined;
}

/** What came of a run, told alike by both runtimes. */
export interface Ran {
  status: string;
  /** Failures, warnings, or the error that kept it from beginning. */
  texts: string[];
  rows: Row[];
  /** Milliseconds of virtual time that it took. */
  elapsed: number;
  /** Exactly what was waited for, where the runtime can tell. */
  waited?: number;
  /** Everything that it said or kept anywhere: to look for secrets in. */
  traces: string;
}

/** A world in which one import runs, once or several times. */
export interface World {
  run(order: RunOrder): Promise<Ran>;
}

export interface Runtime {
  name: string;
  open(simulators: Simulators, subject: ImportUnderTest): World;
}

/** What a test can say of a run. */
export interface Outcome extends Ran {
  requests: LoggedRequest[];
}
