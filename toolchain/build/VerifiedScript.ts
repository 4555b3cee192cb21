import type { Plugin } from 'rollup';
import type { ScriptFile } from '../ScriptFile';
import { buildOfScript } from '../trace/BuildIds';
import { reasonsOf } from '../verify/Scopes';
import { BUILT_FILE } from '../verify/Verify';
import { verifyBuild } from '../verify/VerifyBuild';
import { faultsText, summaryText } from '../verify/VerifyText';
import type { Deployment } from './Deployment';
import { hostsOf } from './Hosts';
import { readJsonObject } from './Connectors';

/**
 * Completes the manifest template with the scopes that the script's calls need and the hosts of its connectors; then
 * judges all as it was written to `folder`. A fault fails the build. The script is parsed once for both.
 */
export function verifiedScript(template: string, folder: string, deployment: Deployment): Plugin {
  let script: ScriptFile | undefined;
  return {
    name: 'sheetbound-verified-script',
    buildStart() {
      this.addWatchFile(template);
    },
    generateBundle(_options, bundle) {
      const chunk = Object.values(bundle).find(file => file.type === 'chunk');
      script = { name: BUILT_FILE, type: 'SERVER_JS', source: chunk?.code ?? '' };
      const manifest: Record<string, unknown> = { ...readJsonObject(template) };
      const scopes = [...reasonsOf(script).map(({ scope }) => scope), ...deployment.extraScopes];
      manifest['oauthScopes'] ??= [...new Set(scopes)].sort();
      manifest['urlFetchWhitelist'] ??= hostsOf(deployment).map(({ host }) => `https://${host}/`);
      const source = `${JSON.stringify(manifest, null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: 'appsscript.json', source });
    },
    writeBundle() {
      const build = verifyBuild(folder, undefined, script);
      if (build.faults.length) this.error(`\n${faultsText(build.faults)}`);
      // To `npm run build`, which started this process; Rollup by itself prints nothing.
      const id = buildOfScript(script?.source ?? '') ?? '';
      process.send?.(`${id} into dist/apps-script. ${summaryText(build)}`);
    },
  };
}
