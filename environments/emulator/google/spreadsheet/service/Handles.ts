import type { Box } from '../A1';
import type { SpreadsheetModel, Tab } from '../SpreadsheetModel';
import type { ValidationRule } from '../Validation';

export interface RangeRef {
  sheet: Tab;
  box: Box;
}

/** A script's objects and what they stand for. */
export class Handles<T> {
  private readonly targets = new WeakMap<object, T>();

  set(object: object, target: T): void {
    this.targets.set(object, target);
  }

  get(object: unknown): T | undefined {
    return typeof object === 'object' && object !== null ? this.targets.get(object) : undefined;
  }
}

function newHandles() {
  return {
    ranges: new Handles<RangeRef>(),
    sheets: new Handles<Tab>(),
    files: new Handles<SpreadsheetModel>(),
    rules: new Handles<ValidationRule>(),
  };
}

const handles = new WeakMap<object, ReturnType<typeof newHandles>>();

/** A script may hand its objects to a library, which has a context of its own. */
export function handlesOf(execution: object): ReturnType<typeof newHandles> {
  const known = handles.get(execution) ?? newHandles();
  handles.set(execution, known);
  return known;
}
