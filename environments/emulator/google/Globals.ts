import { sharedHttpClient } from '../../node/http/SyncHttpClient';
import type { Execution } from './Execution';
import { METHOD_NAMES } from './google-api/names';
import { useQuota } from './Quotas';
import { serviceObject } from './ServiceObject';
import { createCacheService } from './services/CacheService';
import { createConsole } from './services/Console';
import { createHtmlService } from './services/HtmlService';
import { createLockService } from './services/LockService';
import { createLogger } from './services/Logger';
import { createMailApp } from './services/MailApp';
import { createPropertiesService } from './services/PropertiesService';
import { createScriptApp } from './services/ScriptApp';
import { createSession } from './services/Session';
import { createUi } from './services/Ui';
import { createSpreadsheetApp } from './spreadsheet/SpreadsheetService';
import type { SpreadsheetModel } from './spreadsheet/SpreadsheetModel';
import { createUrlFetchApp } from './url-fetch/UrlFetchService';
import { createUtilities } from './utilities/UtilitiesService';

/** Services of the caller's own, by their global names; they go before the built-in ones. */
export type ExtraServices = (host: Execution) => Readonly<Record<string, unknown>>;

type Factory = (host: Execution) => object;

/** By name, each made when it is first named. */
export type Globals = Map<string, () => unknown>;

function createFetchService(host: Execution): object {
  const { hosts, manifest } = host.world;
  return createUrlFetchApp(host, {
    hosts,
    fetch: sharedHttpClient(),
    quota: calls => useQuota(host.userState, 'urlfetch', calls, host.now()),
    urlFetchWhitelist: manifest.urlFetchWhitelist,
  });
}

function createSpreadsheetService(host: Execution, model: SpreadsheetModel): object {
  return createSpreadsheetApp(host, model, {
    getUi: () => createUi(host),
    bound: host.hasFile,
    execution: host.root,
    window: host.world.session(host.user).window,
    failedWrite: host.world.failedWrite,
    onToast: toast => {
      host.userState.toasts.push({ ...toast, shownAt: host.now() });
    },
  });
}

const FACTORIES: Readonly<Record<string, Factory>> = {
  console: createConsole,
  Logger: createLogger,
  PropertiesService: createPropertiesService,
  CacheService: createCacheService,
  LockService: createLockService,
  ScriptApp: createScriptApp,
  Session: createSession,
  MailApp: createMailApp,
  HtmlService: createHtmlService,
  Utilities: createUtilities,
  UrlFetchApp: createFetchService,
};

/** Services that Google has and the emulator has not: the first call names what is missing. */
const FOREIGN = Object.keys(METHOD_NAMES).filter(name =>
  /(App|Service)$|^(Browser|Charts|Jdbc|Maps)$/.test(name),
);

/** The globals of an execution: Google's services, made when the script first names them. */
export function createGlobals(host: Execution, model: SpreadsheetModel, extra: ExtraServices): Globals {
  const globals: Globals = new Map();
  for (const name of FOREIGN) globals.set(name, () => serviceObject(host, name, {}));
  for (const [name, factory] of Object.entries(FACTORIES)) globals.set(name, () => factory(host));
  globals.set('SpreadsheetApp', () => createSpreadsheetService(host, model));
  for (const [name, value] of Object.entries(extra(host))) globals.set(name, () => value);
  return globals;
}
