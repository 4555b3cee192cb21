import { readFileSync } from 'node:fs';
import { parse } from 'acorn';
import { listConnectors } from './connector-registry.mjs';

const AUTH = 'https://www.googleapis.com/auth/';

/** Which call of which service needs which scope. Names are matched on the syntax tree, not on text or comments. */
const SCOPES = [
  { scope: `${AUTH}spreadsheets.currentonly`, object: 'SpreadsheetApp' },
  { scope: `${AUTH}script.external_request`, object: 'UrlFetchApp' },
  {
    scope: `${AUTH}script.scriptapp`,
    object: 'ScriptApp',
    methods: ['newTrigger', 'getProjectTriggers', 'deleteTrigger'],
  },
  { scope: `${AUTH}script.container.ui`, methods: ['showModalDialog', 'showModelessDialog', 'showSidebar'] },
  { scope: `${AUTH}script.send_mail`, object: 'MailApp' },
  { scope: `${AUTH}userinfo.email`, object: 'Session', methods: ['getActiveUser', 'getEffectiveUser'] },
];

/** Completes the manifest template with the scopes that the bundle's calls need and the hosts of its connectors. */
export function appsScriptManifest({ template, connectors, notices, extraHosts }) {
  return {
    name: 'sheetbound-apps-script-manifest',
    generateBundle(_options, bundle) {
      const script = Object.values(bundle).find(file => file.type === 'chunk');
      const manifest = JSON.parse(readFileSync(template, 'utf8'));
      manifest.oauthScopes = scopesOf(script.code);
      manifest.urlFetchWhitelist = hostsOf({ connectors, notices, extraHosts }).map(
        host => `https://${host}/`,
      );
      this.emitFile({
        type: 'asset',
        fileName: 'appsscript.json',
        source: `${JSON.stringify(manifest, null, 2)}\n`,
      });
    },
  };
}

function hostsOf({ connectors, notices, extraHosts }) {
  const declared = listConnectors(process.cwd(), connectors).flatMap(({ manifest }) => manifest.hosts ?? []);
  const webhooks = [
    ...(notices.chat ? ['chat.googleapis.com'] : []),
    ...(notices.slack ? ['hooks.slack.com'] : []),
  ];
  return [...new Set([...declared, ...webhooks, ...extraHosts])].sort();
}

/** The scopes that the calls in a script need, sorted. */
export function scopesOf(code) {
  const found = new Set();
  visit(parse(code, { ecmaVersion: 2020, sourceType: 'script' }), node => {
    if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return;
    const object = node.object.type === 'Identifier' ? node.object.name : undefined;
    for (const rule of SCOPES) {
      const isObject = rule.object === undefined || rule.object === object;
      const isMethod = rule.methods === undefined || rule.methods.includes(node.property.name);
      if (isObject && isMethod) found.add(rule.scope);
    }
  });
  return [...found].sort();
}

function visit(node, action) {
  action(node);
  for (const value of Object.values(node)) {
    const children = Array.isArray(value) ? value : [value];
    for (const child of children) if (child && typeof child.type === 'string') visit(child, action);
  }
}
