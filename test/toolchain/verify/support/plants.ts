import type { FaultKind } from '../../../../toolchain/verify/FaultKinds';
import type { Project } from './project';

/** A fault put into the built project. */
export interface Plant {
  kind: FaultKind;
  what: string;
  plant: (project: Project) => void;
  /** File and text where the fault is to be found; left out where it may be found in many places. */
  at?: readonly [path: string, text: string];
  /** Beginning of the line of src or environments that is to be named. */
  source?: readonly [file: string, line: string];
}

const METHOD = 'toast(message, seconds = 10) {';
const METHOD_SOURCE = ['environments/apps-script/Dialogs.ts', 'toast('] as const;
const CLASS = 'class Dialogs {';
const CLASS_SOURCE = ['environments/apps-script/Dialogs.ts', 'export class Dialogs'] as const;
const CURRENT_ONLY = 'https://www.googleapis.com/auth/spreadsheets.currentonly';

/** Code in a method: the body of `Dialogs.toast`. */
function inMethod(kind: FaultKind, code: string, at = code.trim()): Plant {
  return {
    kind,
    what: code.trim(),
    plant: project => project.plant(METHOD, ` ${code.trim()}`),
    at: ['Code.js', at],
    source: METHOD_SOURCE,
  };
}

function inClass(kind: FaultKind, code: string, at = code): Plant {
  return {
    kind,
    what: `class { ${code} }`,
    plant: project => project.plant(CLASS, ` ${code}`),
    at: ['Code.js', at],
    source: CLASS_SOURCE,
  };
}

function appended(kind: FaultKind, code: string, at = code): Plant {
  return { kind, what: code, plant: project => project.append(code), at: ['Code.js', at] };
}

function inPage(kind: FaultKind, html: string, at: string, opened = 'createHtmlOutputFromFile'): Plant {
  return {
    kind,
    what: `page: ${html}`,
    plant: project => {
      project.add('Page', 'HTML', html);
      project.add('Mine', 'SERVER_JS', `function showPage() { return HtmlService.${opened}('Page'); }`);
    },
    at: ['Page.html', at],
  };
}

function inManifest(
  kind: FaultKind,
  what: string,
  change: (manifest: Record<string, unknown>) => void,
  at: string,
): Plant {
  return {
    kind,
    what: `manifest: ${what}`,
    plant: project => project.manifest(change),
    at: ['appsscript.json', at],
  };
}

/** Puts an item in front of a list of the manifest. */
function listed(kind: FaultKind, key: string, item: string): Plant {
  const change = (manifest: Record<string, unknown>): void => {
    manifest[key] = [item, ...(manifest[key] as string[])];
  };
  return inManifest(kind, `${key} has ${item}`, change, JSON.stringify(item));
}

function unlisted(kind: FaultKind, key: string, item: string): Plant {
  const change = (manifest: Record<string, unknown>): void => {
    manifest[key] = (manifest[key] as string[]).filter(one => one !== item);
  };
  return inManifest(kind, `${key} lacks ${item}`, change, `"${key}"`);
}

/** Put together here, so that nobody finds a credential in this file. */
const CREDENTIALS: readonly string[] = [
  ['AIza', 'SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q'],
  ['GOCSPX', '-a1B2c3D4e5F6g7H8i9J0k1L2m3N4'],
  ['ya29', '.a0AfH6SMBx1y2Z3a4B5c6D7e8F9g0'],
  ['1/', '/0gAbCdEf1hIjKlMn2oPqRsT3uVwXyZ4aBcDe5'],
  ['ghp', '_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'],
  ['github', '_pat_11ABCDEFG0a1b2c3d4e5f6g7_h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4'],
  ['AKIA', 'IOSFODNN7Q2WERTY'],
  ['xoxb', '-123456789012-abcdefGHIJKL'],
  ['https://hooks.slack.com/', 'services/T01ABCDEF/B02GHIJKL/aBcDeFgHiJkLmNoPqRsTuVwX'],
  ['https://chat.googleapis.com/', 'v1/spaces/AAAA1234/messages?key=k&token=aBcDeFgHiJkLmNoP'],
  ['shpat', '_0a1b2c3d4e5f60718293a4b5c6d7e8f9'],
  ['EAA', 'BsbCS1iHgBAKZCZAZBa1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4'],
  ['sk_', 'live_a1B2c3D4e5F6g7H8i9J0k1L2'],
  ['-----BEGIN ', 'PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC'],
  ['eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0.a1B2c3D4e5F6g7H8i9J0k1L2m3'],
  ['Bearer ', 'a8f5f167f44f4964e6c998dee827110c'],
  ['token = "', 'b8f5f167f44f4964e6c998dee827110c"'],
  ['https://admin:', 'hunter22@db.intranet.net/'],
].map(parts => parts.join(''));

export const CREDENTIAL_PLANTS: readonly Plant[] = CREDENTIALS.map(value => ({
  ...inMethod('committed-credential', `void '${value}';`, value.slice(0, 48)),
  what: value.slice(0, 6),
}));

export const PLANTS: readonly Plant[] = [
  inMethod('syntax-error', ')(1, 2);'),
  inMethod('newer-syntax', 'void (/(?<a>x)|(?<a>y)/);', '(?<a>x)'),
  inClass('class-field', 'retries = 3;'),
  inClass('class-field', 'static shared = new Map();'),
  inClass('private-name', '#cache() { return 1; }'),
  inClass('static-block', 'static { void 0; }'),
  appended('top-level-await', 'await Promise.resolve(1);'),
  appended('module-syntax', "import { readFileSync } from 'node:fs';"),
  appended('module-syntax', 'export { onOpen as opened };'),
  inMethod('dynamic-import', "import('./Other');"),
  inMethod('logical-assignment', 'seconds ??= 5;'),
  inMethod('logical-assignment', 'seconds ||= 5;'),
  inMethod('numeric-separator', 'void 1_000;', '1_000'),
  inMethod('regexp-flag', 'void /a/d;', '/a/d'),
  {
    ...appended('async-entry-point', '', 'runTicker() { return'),
    what: 'an async runTicker',
    plant: project => project.replace('Code.js', '\nfunction runTicker()', '\nasync function runTicker()'),
  },
  inMethod('unknown-global', 'fetch(message);'),
  inMethod('unknown-global', 'setTimeout(() => message, 1);'),
  inMethod('unknown-global', 'void new URL(message);', 'URL(message)'),
  inMethod('unknown-global', 'void new TextEncoder();', 'TextEncoder();'),
  inMethod('unknown-global', 'Buffer.from(message);'),
  inMethod('unknown-global', 'void process.env;', 'process.env'),
  inMethod('unknown-global', "require('node:fs');"),
  inMethod('unknown-global', 'crypto.randomUUID();'),
  inMethod('unknown-global', 'structuredClone(message);'),
  inMethod('unknown-global', 'atob(message);'),
  inMethod('unknown-global', 'queueMicrotask(() => message);'),
  inMethod('unknown-global', 'void window.name;', 'window.name'),
  inMethod('unknown-global', 'void document.body;', 'document.body'),
  inMethod('unknown-global', 'void new XMLHttpRequest();', 'XMLHttpRequest();'),
  inMethod('unknown-global', 'globalThis.fetch(message);', 'globalThis.fetch'),
  inMethod('unknown-global', 'mesage.trim();'),
  inMethod('console-method', 'console.table([message]);'),
  inMethod('unknown-service-method', 'SpreadsheetApp.getActiveSpreadSheet();'),
  inMethod('unknown-service-method', "Utilities.base64('x');"),
  {
    ...inMethod('advanced-service-not-enabled', "Tasks.Tasks.list('x');"),
    plant: project => {
      project.plant(METHOD, " Tasks.Tasks.list('x');");
      project.rights = { ...project.rights, extraScopes: ['https://www.googleapis.com/auth/tasks'] };
      project.manifest(manifest => {
        manifest['oauthScopes'] = [
          ...(manifest['oauthScopes'] as string[]),
          'https://www.googleapis.com/auth/tasks',
        ];
      });
    },
  },
  {
    kind: 'service-at-top-level',
    what: 'properties that are read while the script loads',
    plant: project =>
      project.plant("const TITLE = 'Sheetbound';", ' const EARLY = PropertiesService.getScriptProperties();'),
    at: ['Code.js', 'PropertiesService.getScriptProperties()'],
    source: ['environments/apps-script/Dialogs.ts', 'const TITLE'],
  },
  {
    kind: 'missing-entry-point',
    what: 'no continueRun',
    plant: project =>
      project.replace(
        'Code.js',
        'function continueRun() { return Sheetbound.continueRun.apply(this, arguments); }\n',
        '',
      ),
    at: ['Code.js', ''],
  },
  {
    kind: 'entry-not-a-function',
    what: 'runTicker as an arrow',
    plant: project => project.replace('Code.js', '\nfunction runTicker() {', '\nconst runTicker = () => {'),
    at: ['Code.js', 'runTicker = () =>'],
  },
  {
    kind: 'entry-not-a-function',
    what: 'onOpen inside of the bundle only',
    plant: project =>
      project.replace(
        'Code.js',
        'function onOpen() { return Sheetbound.onOpen.apply(this, arguments); }\n',
        '',
      ),
    at: ['Code.js', 'function onOpen() {'],
    source: ['environments/apps-script/Menu.ts', 'export function onOpen'],
  },
  {
    kind: 'entry-not-a-function',
    what: 'a menu item that calls a method of a class',
    plant: project =>
      project.replace('Code.js', "['Preview changes', 'previewImport']", "['Preview changes', 'alert']"),
    at: ['Code.js', 'alert(title, message) {'],
    source: ['environments/apps-script/Dialogs.ts', 'alert('],
  },
  {
    kind: 'dead-menu-item',
    what: 'an item of the table of the menu',
    plant: project =>
      project.replace('Code.js', "['Run history', 'getRunHistory']", "['Run history', 'showRunHistory']"),
    at: ['Code.js', "'showRunHistory'"],
    source: ['environments/apps-script/Menu.ts', "['Run history'"],
  },
  {
    kind: 'dead-menu-item',
    what: 'an item of a menu in the menu',
    plant: project =>
      project.replace('Code.js', "['Probe platform', 'probePlatform']", "['Probe platform', 'probe']"),
    at: ['Code.js', "'probe']"],
    source: ['environments/apps-script/Menu.ts', "['Probe platform'"],
  },
  inMethod('dead-menu-item', "this.ui.createMenu('M').addItem('Go', 'goThere');", "'goThere'"),
  inMethod('dead-trigger', "ScriptApp.newTrigger('wakeUp');", "'wakeUp'"),
  inMethod(
    'dead-trigger',
    "ScriptApp.newStateToken().withTimeout(9).withMethod('comeBack').createToken();",
    "'comeBack'",
  ),
  {
    kind: 'dead-trigger',
    what: 'the name of the ticker is a constant',
    plant: project => project.replace('Code.js', "const TICKER = 'runTicker'", "const TICKER = 'runTick'"),
    at: ['Code.js', "'runTick'"],
    source: ['environments/apps-script/ticker/TickerTrigger.ts', 'export const TICKER'],
  },
  inMethod(
    'dead-menu-item',
    "for (const item of [{ caption: 'A', call: 'goThere' }]) this.ui.createMenu('M').addItem(item.caption, item.call);",
    "'goThere'",
  ),
  inMethod(
    'dead-menu-item',
    "[['A', 'goThere']].forEach(([caption, call]) => this.ui.createMenu('M').addItem(caption, call));",
    "'goThere'",
  ),
  inMethod('dead-trigger', "ScriptApp.newTrigger(seconds ? 'wakeUp' : 'runTicker');", "'wakeUp'"),
  inMethod(
    'dead-trigger',
    "const CALLS = Object.freeze({ tick: 'wakeUp' }); ScriptApp.newTrigger(CALLS.tick);",
    "'wakeUp'",
  ),
  inManifest(
    'dead-menu-item',
    'a macro',
    one => (one['sheets'] = { macros: [{ menuName: 'Go', functionName: 'goThere' }] }),
    '"functionName"',
  ),
  inMethod('private-function-called', "ScriptApp.newTrigger('tick_');", "'tick_'"),
  inPage('dead-server-call', '<script>google.script.run.importAll();</script>', 'importAll'),
  inPage(
    'dead-server-call',
    '<script>\ngoogle.script.run.withSuccessHandler(show).withFailureHandler(fail).importAll({ a: 1 });\n</script>',
    'importAll',
  ),
  inPage(
    'dead-server-call',
    '<script>\nconst server = google.script.run.withFailureHandler(fail);\nserver.importAll();\n</script>',
    'importAll',
  ),
  inPage('dead-server-call', `<button\n onclick="google.script.run.importAll()">Go</button>`, 'importAll'),
  inPage('dead-server-call', '<script>window.google.script.run.importAll();</script>', 'importAll'),
  inPage('page-script-error', '<button onclick="go(">Go</button>', '">Go'),
  inPage('private-function-called', '<script>google.script.run.readAll_();</script>', 'readAll_'),
  inMethod('missing-page', "HtmlService.createHtmlOutputFromFile('Sidebar');", "'Sidebar'"),
  inMethod('missing-page', "HtmlService.createTemplateFromFile('Dialog');", "'Dialog'"),
  appended('duplicate-name', 'function runTicker() { return 1; }', 'runTicker() { return 1; }'),
  {
    kind: 'duplicate-name',
    what: 'a constant in a file of the user',
    plant: project => project.add('Mine', 'SERVER_JS', 'const onOpen = 1;\n'),
    at: ['Mine.js', 'onOpen'],
  },
  {
    kind: 'duplicate-file',
    what: 'Code.html beside Code.js',
    plant: project => project.add('Code', 'HTML', '<p>Code</p>'),
    at: ['Code.html', ''],
  },
  {
    kind: 'bad-file-name',
    what: 'a file with its extension in its name',
    plant: project => project.add('Mine.gs', 'SERVER_JS', 'function mine() {}\n'),
    at: ['Mine.gs.js', ''],
  },
  inMethod('scriptlet-in-script', "void '<?';", '<?'),
  inMethod('script-end-in-script', "void '</script>';", '</script'),
  inMethod('html-comment-in-script', "void '<!--';", '<!--'),
  inPage('scriptlet-in-page', '<p><? if (true) { </p>', '<?', 'createTemplateFromFile'),
  inPage('scriptlet-in-page', '<p><?= title ?></p>', '<?='),
  inPage('page-script-error', '<script>\nconst = 1;\n</script>', '= 1'),
  inPage('script-end-in-script', "<script>\nconst end = '</script>';\n</script>", "</script>'"),
  inPage('html-comment-in-script', "<script>\nconst a = '<!--';\n</script>", '<!--'),
  inPage('slashes-in-template-literal', '<script>\nconst url = `https://${name}/`;\n</script>', '//$'),
  inPage('page-loads-file', '<script src="app.js"></script>', '<script'),
  inPage('insecure-content', '<img src="http://cdn.net/logo.png">', '<img'),
  {
    kind: 'committed-credential',
    what: 'a key in the manifest',
    plant: project =>
      project.manifest(manifest => {
        manifest['sheets'] = { macros: [{ menuName: CREDENTIALS[0], functionName: 'onOpen' }] };
      }),
    at: ['appsscript.json', CREDENTIALS[0] ?? ''],
  },
  {
    ...appended('script-too-large', '', ''),
    what: '1 MB of comments',
    plant: project => project.append(`//${'x'.repeat(1024 * 1024)}`),
  },
  {
    kind: 'manifest-missing',
    what: 'no manifest',
    plant: project => {
      project.files = project.files.filter(({ type }) => type !== 'JSON');
    },
    at: ['appsscript.json', ''],
  },
  {
    kind: 'manifest-not-json',
    what: 'a comma too many',
    plant: project => project.replace('appsscript.json', '"V8",', '"V8",,'),
    at: ['appsscript.json', ',\n  "exceptionLogging"'],
  },
  inManifest('manifest-unknown-field', 'a misspelt field', one => (one['oauthScope'] = []), '"oauthScope":'),
  inManifest(
    'manifest-value',
    'exceptionLogging',
    one => (one['exceptionLogging'] = 'ALL'),
    '"exceptionLogging"',
  ),
  inManifest(
    'manifest-runtime',
    'Rhino',
    one => (one['runtimeVersion'] = 'DEPRECATED_ES5'),
    '"runtimeVersion"',
  ),
  inManifest('manifest-time-zone', 'a wrong name', one => (one['timeZone'] = 'Europe/Berln'), '"timeZone"'),
  inManifest('manifest-time-zone', 'no time zone', one => delete one['timeZone'], ''),
  inManifest(
    'manifest-exposure',
    'a web app',
    one => (one['webapp'] = { access: 'ANYONE', executeAs: 'USER_DEPLOYING' }),
    '"webapp"',
  ),
  inManifest(
    'manifest-exposure',
    'an API',
    one => (one['executionApi'] = { access: 'ANYONE' }),
    '"executionApi"',
  ),
  inManifest(
    'library-in-development',
    'a library',
    one =>
      (one['dependencies'] = {
        libraries: [{ userSymbol: 'Lib', libraryId: 'x', version: '1', developmentMode: true }],
      }),
    '"developmentMode"',
  ),
  inManifest(
    'manifest-value',
    'a library without version',
    one => (one['dependencies'] = { libraries: [{ userSymbol: 'Lib', libraryId: 'x' }] }),
    '{\n        "userSymbol"',
  ),
  inManifest(
    'manifest-value',
    'libraries by name',
    one => (one['dependencies'] = { libraries: 'Lib' }),
    '"libraries"',
  ),
  listed('scope-invalid', 'oauthScopes', 'spreadsheets'),
  listed('scope-not-needed', 'oauthScopes', 'https://www.googleapis.com/auth/drive'),
  listed('scope-not-needed', 'oauthScopes', 'https://www.googleapis.com/auth/spreadsheets'),
  unlisted('scope-missing', 'oauthScopes', CURRENT_ONLY),
  {
    ...inMethod('scope-widened', "SpreadsheetApp.openById('x');"),
    plant: project => {
      project.plant(METHOD, " SpreadsheetApp.openById('x');");
      project.manifest(manifest => {
        const scopes = manifest['oauthScopes'] as string[];
        manifest['oauthScopes'] = scopes.map(one =>
          one === CURRENT_ONLY ? one.replace('.currentonly', '') : one,
        );
      });
    },
  },
  inManifest('whitelist-missing', 'no whitelist', one => delete one['urlFetchWhitelist'], ''),
  listed('whitelist-host-not-needed', 'urlFetchWhitelist', 'https://elsewhere.net/'),
  unlisted('whitelist-host-missing', 'urlFetchWhitelist', 'https://api.github.com/'),
  listed('whitelist-insecure', 'urlFetchWhitelist', 'http://api.github.com/'),
  listed('whitelist-wildcard', 'urlFetchWhitelist', 'https://*/'),
  listed('whitelist-wildcard', 'urlFetchWhitelist', 'https://*.com/'),
  listed('whitelist-entry-invalid', 'urlFetchWhitelist', 'https://api.github.com'),
  {
    kind: 'source-map-missing',
    what: 'no source map',
    plant: project => {
      project.sourceMap = null;
    },
    at: ['Code.js', ''],
  },
  {
    kind: 'source-map-mismatch',
    what: 'a line more at the beginning of Code.js',
    plant: project => project.replace('Code.js', 'class Cancelled', '\n\nclass Cancelled'),
  },
];
