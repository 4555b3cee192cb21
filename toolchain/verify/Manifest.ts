import type { JsonObject } from '../build/Connectors';
import type { Place } from './Fault';
import type { FaultKind } from './FaultKinds';
import type { FaultList } from './FaultList';
import { faultInJson, placeInJson } from './JsonPlaces';
import type { ScriptText } from './ScriptText';

/** The manifest of a project, and the file of the checkout that it was made from. */
export class Manifest {
  constructor(
    readonly text: ScriptText,
    readonly value: JsonObject,
    private readonly template: ScriptText | undefined,
  ) {}

  /** A list of texts; empty where it is absent or of another type. */
  list(key: string): string[] {
    const value = this.value[key];
    return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
  }

  /** `path`: keys and indices to the value at fault. */
  refuse(
    faults: FaultList,
    kind: FaultKind,
    message: string,
    path: readonly (string | number)[],
    remedy?: string,
  ): void {
    const found = placeInJson(this.text.source, path) ?? 0;
    faults.addAt(kind, message, this.text.place(found), remedy, this.inTemplate(path));
  }

  /** Whoever wrote a value into the template finds its line there. */
  private inTemplate(path: readonly (string | number)[]): Place | undefined {
    const offset = this.template && placeInJson(this.template.source, path);
    return offset === undefined ? undefined : this.template?.place(offset);
  }

  /** Whether the template itself has a field: then somebody wants it. */
  isAskedFor(key: string): boolean {
    return this.template !== undefined && placeInJson(this.template.source, [key]) !== undefined;
  }
}

/** Reads the manifest; what cannot be read is a fault, and there is nothing more to be judged of it. */
export function readManifest(
  text: ScriptText | undefined,
  template: ScriptText | undefined,
  faults: FaultList,
): Manifest | undefined {
  if (!text) {
    faults.addAt('manifest-missing', 'The project has no appsscript.json.', {
      file: 'appsscript.json',
      line: 1,
      column: 1,
    });
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text.source);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return new Manifest(text, value as JsonObject, template);
    faults.add('manifest-not-json', 'appsscript.json is no JSON object.', text, 0);
  } catch (error) {
    const position = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? faultInJson(text.source));
    faults.add('manifest-not-json', 'appsscript.json is not valid JSON here.', text, position);
  }
  return undefined;
}
