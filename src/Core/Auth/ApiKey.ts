import { withQuery } from '../Paginators';
import type { Auth } from './Auth';
import { withHeader } from './Headers';

/** A key that is the same for every request, in a header or, where the API takes it nowhere else, in the address. */
export type ApiKeyOptions = {
  value: string;
  /** Before the value, e.g. `Token `. Default: nothing. */
  prefix?: string;
} & ({ header: string } | { query: string });

/** Keys in headers are to be preferred: addresses end up in the logs of proxies. */
export function apiKey(options: ApiKeyOptions): Auth {
  const { value, prefix = '' } = options;
  return {
    sign: request =>
      'header' in options
        ? withHeader(request, options.header, prefix + value)
        : { ...request, url: withQuery(request.url, options.query, prefix + value) },
    secrets: () => [value],
  };
}

/** A token that is entered and never replaced, as `Authorization: Bearer`. */
export function bearer(token: string): Auth {
  return apiKey({ header: 'Authorization', prefix: 'Bearer ', value: token });
}
