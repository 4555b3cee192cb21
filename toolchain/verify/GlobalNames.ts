const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** What the V8 of Apps Script has by the language itself. SharedArrayBuffer and Atomics are not promised there. */
export const LANGUAGE_NAMES = words(
  `AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError
  FinalizationRegistry Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl JSON Map Math
  NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError
  URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly arguments
  decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt
  undefined unescape`,
);

/** What a script may look for without its being there: users write it in a file of their own. */
export const OPTIONAL_NAMES = words('registerConnectors');

/** What `console` has in Apps Script. */
export const CONSOLE_METHODS = words('log info warn error time timeEnd');

const SLEEP =
  'Wait with EnvironmentAdapter.sleep(milliseconds), or `yield* this.wait(milliseconds)` in a source.';
const FETCH = 'Use `urlFetchWithRetry` of the source, or EnvironmentAdapter.fetch.';
const BYTES = 'Use EnvironmentAdapter.encodeText and decodeText.';
const BASE64 = 'Use EnvironmentAdapter.base64Encode and base64Decode.';
const CRYPTO = 'Use EnvironmentAdapter.computeDigest, computeHmac, computeRsaSha256Signature or getUuid.';
const PAGE = 'It exists in pages only: hand the work to the page, or do without.';
const NODE = 'It exists on Node only: use EnvironmentAdapter, or move the code to environments/node.';
const COPY = 'Copy with `JSON.parse(JSON.stringify(value))` or with a spread.';
const ADDRESS = 'Put addresses together from text, with encodeURIComponent for what comes from outside.';
const AT_ONCE = 'Call it at once: services of Apps Script answer before they return.';

/** Names that people know from browsers or Node, with what to use instead. Apps Script has none of them. */
export const MISSING_GLOBALS: Readonly<Record<string, string>> = {
  fetch: FETCH,
  XMLHttpRequest: FETCH,
  Headers: FETCH,
  Request: FETCH,
  Response: FETCH,
  FormData: FETCH,
  AbortController: 'Requests have a time limit of their own: leave it out.',
  AbortSignal: 'Requests have a time limit of their own: leave it out.',
  WebSocket: 'There are requests only: poll.',
  EventSource: 'There are requests only: poll.',
  setTimeout: SLEEP,
  setInterval: SLEEP,
  clearTimeout: SLEEP,
  clearInterval: SLEEP,
  setImmediate: AT_ONCE,
  queueMicrotask: AT_ONCE,
  requestAnimationFrame: PAGE,
  URL: ADDRESS,
  URLSearchParams: ADDRESS,
  TextEncoder: BYTES,
  TextDecoder: BYTES,
  Buffer: BYTES,
  Blob: 'Use bytes; files are zipped with EnvironmentAdapter.zip.',
  File: 'Use bytes; files are zipped with EnvironmentAdapter.zip.',
  ReadableStream: 'Answers come whole: use the text or the bytes of the response.',
  WritableStream: 'Answers come whole: use the text or the bytes of the response.',
  CompressionStream: 'Use EnvironmentAdapter.gzip.',
  atob: BASE64,
  btoa: BASE64,
  crypto: CRYPTO,
  SubtleCrypto: CRYPTO,
  structuredClone: COPY,
  performance: 'Use EnvironmentAdapter.now().',
  DOMException: 'Throw an Error, or an exception of src/Core/Exceptions.',
  Event: PAGE,
  EventTarget: PAGE,
  window: `${PAGE} The global object is globalThis.`,
  self: `${PAGE} The global object is globalThis.`,
  document: PAGE,
  navigator: PAGE,
  location: PAGE,
  localStorage: `${PAGE} Values are kept in the properties of EnvironmentAdapter.`,
  sessionStorage: `${PAGE} Values are kept in the properties of EnvironmentAdapter.`,
  alert: PAGE,
  confirm: PAGE,
  prompt: PAGE,
  process: NODE,
  require: `${NODE} Modules are imported at the top of a file.`,
  module: `${NODE} Modules are imported at the top of a file.`,
  exports: `${NODE} Modules are imported at the top of a file.`,
  global: 'The global object is globalThis.',
  __dirname: NODE,
  __filename: NODE,
  SharedArrayBuffer: 'Apps Script does not promise it; there is one thread only.',
  Atomics: 'Apps Script does not promise it; there is one thread only.',
  SuppressedError:
    'The compiler put it in for a `#private` name or for `using`: write `private` and try/finally.',
  ScriptDb: 'Google removed it: use PropertiesService or a sheet.',
  UiApp: 'Google removed it: use HtmlService.',
};
