import { readFileSync } from 'node:fs';

const MODULE_ID = 'sheetbound:deployment';
const RESOLVED_ID = '\0' + MODULE_ID;

/** `sheetbound.config.json`, checked: what this deployment holds. Throws on a key that does not exist. */
export function readDeployment(path = 'sheetbound.config.json') {
  const config = JSON.parse(readFileSync(path, 'utf8'));
  const known = ['connectors', 'notices', 'extraHosts', 'dailyTriggerMinutes'];
  const unknown = Object.keys(config).filter(key => !known.includes(key));
  if (unknown.length)
    throw new Error(`${path}: there is no setting ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  const connectors = config.connectors ?? 'all';
  if (connectors !== 'all' && !Array.isArray(connectors))
    throw new Error(`${path}: "connectors" is "all" or a list of folder names.`);
  const notices = { chat: true, slack: true, email: false, ...config.notices };
  return {
    connectors,
    notices,
    extraHosts: config.extraHosts ?? [],
    dailyTriggerMinutes: config.dailyTriggerMinutes ?? 90,
  };
}

/** The virtual module `sheetbound:deployment`: constants, so that what a deployment does without is left out of it. */
export function deploymentConstants({ notices, dailyTriggerMinutes, version }) {
  const constants = { version, notices, dailyTriggerMinutes };
  return {
    name: 'sheetbound-deployment',
    resolveId: id => (id === MODULE_ID ? RESOLVED_ID : null),
    load: id =>
      id === RESOLVED_ID
        ? `export const DEPLOYMENT = ${JSON.stringify(constants)};\nexport const EMAIL_NOTICES = ${notices.email};\n`
        : null,
  };
}
