/**
 * The shape of a part of the manifest: a JavaScript type, `any`, the words that may stand there, a list of one shape,
 * or the members of an object.
 */
export type Shape =
  'string' | 'boolean' | 'any' | ReadonlySet<string> | readonly [Shape] | { readonly [name: string]: Shape };

const ACCESS = new Set(['MYSELF', 'DOMAIN', 'ANYONE', 'ANYONE_ANONYMOUS']);

/** The manifest as Google documents it. Of add-ons and Chat, which Sheetbound never writes, only the top is known here. */
export const MANIFEST_SHAPE: Shape = {
  timeZone: 'string',
  runtimeVersion: new Set(['V8', 'STABLE', 'DEPRECATED_ES5']),
  exceptionLogging: new Set(['NONE', 'STACKDRIVER']),
  oauthScopes: ['string'],
  urlFetchWhitelist: ['string'],
  dependencies: {
    enabledAdvancedServices: [{ userSymbol: 'string', serviceId: 'string', version: 'string' }],
    libraries: [{ userSymbol: 'string', libraryId: 'string', version: 'any', developmentMode: 'boolean' }],
  },
  webapp: { access: ACCESS, executeAs: new Set(['USER_ACCESSING', 'USER_DEPLOYING']) },
  executionApi: { access: ACCESS },
  sheets: { macros: [{ menuName: 'string', functionName: 'string', defaultShortcut: 'string' }] },
  addOns: {
    common: 'any',
    calendar: 'any',
    chat: 'any',
    docs: 'any',
    drive: 'any',
    gmail: 'any',
    httpOptions: 'any',
    sheets: 'any',
    slides: 'any',
  },
  chat: 'any',
  dataStudio: 'any',
  gmail: 'any',
};
