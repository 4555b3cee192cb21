import type { FetchRequest } from '../EnvironmentAdapter';

/** The request with a header, in place of one of the same name in any case. */
export function withHeader(request: FetchRequest, name: string, value: string): FetchRequest {
  const others = Object.entries(request.headers ?? {}).filter(([each]) => !isSame(each, name));
  return { ...request, headers: { ...Object.fromEntries(others), [name]: value } };
}

/** The value of a header, whatever the case of its name. */
export function headerOf(request: FetchRequest, name: string): string | undefined {
  return Object.entries(request.headers ?? {}).find(([each]) => isSame(each, name))?.[1];
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
