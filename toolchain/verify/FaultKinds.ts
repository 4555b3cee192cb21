/** What a kind of fault means, and what to do unless the fault itself knows better. */
export interface FaultKindInfo {
  meaning: string;
  remedy: string;
}

const LOWER = 'Write it in ES2020, or leave it to the compiler: `target` is `ES2020` in tsconfig.base.json.';
const NO_CREDENTIAL =
  'Delete it, revoke it where it was made, and give the new one to Sheetbound as a credential of the import.';

/** Every kind of fault that `sheetbound verify` finds. */
export const FAULT_KINDS = {
  'syntax-error': {
    meaning: 'The file cannot be parsed.',
    remedy: 'Correct the line: Apps Script refuses the whole push for it.',
  },
  'newer-syntax': {
    meaning: 'The file uses syntax above ES2020 that has no kind of its own.',
    remedy: LOWER,
  },
  'class-field': {
    meaning: 'A class declares a field in its body, which the parser of Apps Script refuses.',
    remedy: 'Set it in the constructor, or compile with `useDefineForClassFields: false`.',
  },
  'private-name': {
    meaning: 'A class has a `#private` name, which the parser of Apps Script refuses.',
    remedy: 'Write `private name` in TypeScript.',
  },
  'static-block': {
    meaning: 'A class has a `static { }` block.',
    remedy: 'Do that work in a function, when it is needed.',
  },
  'top-level-await': {
    meaning: 'A script awaits outside of a function.',
    remedy: 'Services of Apps Script answer at once: drop the `await`.',
  },
  'module-syntax': {
    meaning: 'A file has `import` or `export`; Apps Script has no modules.',
    remedy: 'Build with `npm run build`: it makes one script of the modules.',
  },
  'dynamic-import': {
    meaning: 'A script calls `import()`; Apps Script has no modules.',
    remedy: 'Import at the top of the file: the build makes one script of it.',
  },
  'logical-assignment': { meaning: 'A script uses `??=`, `||=` or `&&=`.', remedy: LOWER },
  'numeric-separator': { meaning: 'A number is written with `_`.', remedy: LOWER },
  'regexp-flag': {
    meaning: 'A regular expression has the flag `d` or `v`.',
    remedy: 'Write the expression without this flag.',
  },
  'async-entry-point': {
    meaning: 'A function that Google calls is `async` or a generator: its value and its errors may be lost.',
    remedy: 'Make it an ordinary function; services of Apps Script answer at once.',
  },
  'unknown-global': {
    meaning: 'A name that neither the project nor Apps Script has.',
    remedy: 'Define it, import it, or correct its spelling.',
  },
  'console-method': {
    meaning: 'A method of `console` that Apps Script lacks.',
    remedy: 'There are log, info, warn, error, time and timeEnd.',
  },
  'unknown-service-method': {
    meaning: 'A service of Apps Script is asked for something that it does not have.',
    remedy: "Look it up in Google's reference of the service.",
  },
  'advanced-service-not-enabled': {
    meaning: 'An advanced service is called that the manifest does not enable.',
    remedy: 'Add it to `dependencies.enabledAdvancedServices` of appsscript.json.',
  },
  'service-at-top-level': {
    meaning:
      'A service that needs consent is called while the script loads: no menu opens for whoever has not agreed yet.',
    remedy: 'Call it inside of the function that needs it.',
  },
  'missing-entry-point': {
    meaning: 'A function is missing without which the script cannot be used.',
    remedy: 'Export it from environments/apps-script/index.ts.',
  },
  'entry-not-a-function': {
    meaning: 'A function that Google calls is there, but is no top-level `function`.',
    remedy:
      'Export it from environments/apps-script/index.ts, or write `function name() {…}` at the top level.',
  },
  'dead-menu-item': {
    meaning: 'A menu item names a function that is not there.',
    remedy: 'Correct the name, or export the function from environments/apps-script/index.ts.',
  },
  'dead-trigger': {
    meaning: 'A trigger names a function that is not there.',
    remedy: 'Correct the name, or export the function from environments/apps-script/index.ts.',
  },
  'dead-server-call': {
    meaning: 'A page calls a function with `google.script.run` that is not there.',
    remedy: 'Correct the name, or export the function from environments/apps-script/index.ts.',
  },
  'private-function-called': {
    meaning: 'A menu, a trigger or a page calls a function whose name ends in `_`: Google hides it.',
    remedy: 'Name it without the `_` at the end.',
  },
  'missing-page': {
    meaning: 'An HTML file is opened that is not in the project.',
    remedy: 'Correct the name (it has no `.html`), or add the file.',
  },
  'duplicate-name': {
    meaning: 'Two top-level declarations have one name; all files share one scope.',
    remedy: 'Rename one of them.',
  },
  'duplicate-file': { meaning: 'Two files of the project have one name.', remedy: 'Rename one of them.' },
  'bad-file-name': {
    meaning: 'A file has a name that a script project cannot have.',
    remedy: 'Use letters, digits, `_`, `-` and spaces, with `/` between folders, and no extension.',
  },
  'scriptlet-in-script': {
    meaning: 'The script holds `<?`, which opens a scriptlet when the script is inlined in a page.',
    remedy: "Split it: `'<' + '?'`.",
  },
  'script-end-in-script': {
    meaning: 'A script holds `</script`, which ends it when it is inlined in a page.',
    remedy: 'Write `<\\/script`.',
  },
  'html-comment-in-script': {
    meaning: 'A script holds `<!--`, which turns the rest of the line into a comment.',
    remedy: "Split it: `'<' + '!--'`.",
  },
  'scriptlet-in-page': {
    meaning: 'A page holds a scriptlet that is not closed, or that nobody evaluates.',
    remedy:
      'Close it with `?>` and open the page with `HtmlService.createTemplateFromFile`, or split the `<?`.',
  },
  'page-script-error': {
    meaning: 'A script in a page cannot be parsed.',
    remedy: 'Correct it: the page opens blank.',
  },
  'slashes-in-template-literal': {
    meaning: 'A template literal in a page holds `//`, which HtmlService takes for a comment.',
    remedy: "Use an ordinary string, or split it: `'/' + '/'`.",
  },
  'page-loads-file': {
    meaning: 'A page loads a script or a style from a file beside it; a script project serves none.',
    remedy: 'Inline it, or load it from an https address.',
  },
  'insecure-content': {
    meaning: 'A page loads something over http; Google blocks it.',
    remedy: 'Use https.',
  },
  'committed-credential': {
    meaning: 'A file that is to be uploaded holds what looks like a credential.',
    remedy: NO_CREDENTIAL,
  },
  'script-too-large': {
    meaning: 'Code.js is above its limit; every execution parses all of it.',
    remedy: 'Choose fewer connectors under "connectors" of sheetbound.config.json.',
  },
  'manifest-missing': {
    meaning: 'The project has no appsscript.json.',
    remedy: 'Run `npm run build`: it makes the manifest from appsscript.json in the root.',
  },
  'manifest-not-json': { meaning: 'appsscript.json is not valid JSON.', remedy: 'Correct the line.' },
  'manifest-unknown-field': {
    meaning: 'appsscript.json has a field that Google does not know.',
    remedy: 'Remove it, or correct its spelling.',
  },
  'manifest-value': {
    meaning: 'A field of appsscript.json has a value that Google refuses.',
    remedy: 'Correct the value.',
  },
  'manifest-runtime': {
    meaning: 'appsscript.json asks for another runtime than V8.',
    remedy: 'Write `"runtimeVersion": "V8"`.',
  },
  'manifest-time-zone': {
    meaning: 'appsscript.json has no valid time zone.',
    remedy: 'Write an IANA name: `"timeZone": "Europe/Berlin"` or `"Etc/UTC"`.',
  },
  'manifest-exposure': {
    meaning:
      'appsscript.json publishes the script (`webapp`, `executionApi`, `addOns`, `chat`) though nobody asked for it.',
    remedy:
      'Remove the field; if this is meant, write it into appsscript.json of the checkout, from which the build takes it.',
  },
  'library-in-development': {
    meaning: 'A library is used in development mode: whoever edits it changes this script at once.',
    remedy: 'Set `"developmentMode": false` and a `version`.',
  },
  'scope-invalid': {
    meaning: 'A scope of appsscript.json is no scope.',
    remedy: 'Scopes are addresses: `https://www.googleapis.com/auth/…`.',
  },
  'scope-not-needed': {
    meaning: 'appsscript.json asks for a right that no call of the script needs.',
    remedy: 'Remove it; or list it under "extraScopes" of sheetbound.config.json if this is meant.',
  },
  'scope-missing': {
    meaning: 'appsscript.json does not ask for a right that a call of the script needs.',
    remedy: 'Run `npm run build`, which derives the scopes, or add it to `oauthScopes`.',
  },
  'scope-widened': {
    meaning: 'A call needs a right that Sheetbound does without.',
    remedy:
      'Do without the call; or list the scope under "extraScopes" of sheetbound.config.json if this is meant.',
  },
  'whitelist-missing': {
    meaning:
      'appsscript.json has no `urlFetchWhitelist` though the script sends requests: it may talk to any host.',
    remedy: 'Run `npm run build`, which derives it from the hosts of the connectors.',
  },
  'whitelist-host-not-needed': {
    meaning: '`urlFetchWhitelist` allows a host that no connector declares.',
    remedy: 'Remove it; or list the host under "extraHosts" of sheetbound.config.json if this is meant.',
  },
  'whitelist-host-missing': {
    meaning: '`urlFetchWhitelist` lacks a host that a connector declares: its requests would be refused.',
    remedy: 'Run `npm run build`, which derives the list.',
  },
  'whitelist-insecure': {
    meaning: '`urlFetchWhitelist` allows an address that is not https.',
    remedy: 'Use https; Google refuses the manifest otherwise.',
  },
  'whitelist-wildcard': {
    meaning: '`urlFetchWhitelist` has a wildcard that allows everything, or more than one leading `*.`.',
    remedy: 'Name the host; one leading `*.` before a registered domain is the most that is allowed.',
  },
  'whitelist-entry-invalid': {
    meaning: 'An entry of `urlFetchWhitelist` is no https prefix with a path.',
    remedy: 'Write `https://host/`, with the `/` at its end.',
  },
  'source-map-missing': {
    meaning: 'There is no source map of Code.js: no stack of Google could be traced to its source.',
    remedy: 'Run `npm run build`, and keep Code.js.map beside Code.js (it is never uploaded).',
  },
  'source-map-mismatch': {
    meaning: 'The source map does not belong to this Code.js: `sheetbound trace` would name wrong lines.',
    remedy: 'Run `npm run build` anew, and do not edit dist/apps-script by hand.',
  },
} as const satisfies Record<string, FaultKindInfo>;

export type FaultKind = keyof typeof FAULT_KINDS;
