import { readFileSync } from 'node:fs';
import type { Plugin } from 'rollup';
import { hostsOf } from './Hosts';
import { scopesOf } from '../verify/Scopes';
import type { Deployment } from './Deployment';

/** Completes the manifest template with the scopes that the bundle's calls need and the hosts of its connectors. */
export function appsScriptManifest(template: string, deployment: Deployment): Plugin {
  return {
    name: 'sheetbound-apps-script-manifest',
    buildStart() {
      this.addWatchFile(template);
    },
    generateBundle(_options, bundle) {
      const script = Object.values(bundle).find(file => file.type === 'chunk');
      const manifest = JSON.parse(readFileSync(template, 'utf8')) as Record<string, unknown>;
      const scopes = [...scopesOf(script?.code ?? ''), ...deployment.extraScopes];
      manifest['oauthScopes'] ??= [...new Set(scopes)].sort();
      manifest['urlFetchWhitelist'] ??= hostsOf(deployment).map(({ host }) => `https://${host}/`);
      const source = `${JSON.stringify(manifest, null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: 'appsscript.json', source });
    },
  };
}
