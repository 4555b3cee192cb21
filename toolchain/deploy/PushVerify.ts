import { readDeployment } from '../build/Deployment';
import { hostsOf } from '../build/Hosts';
import type { ScriptFile } from '../ScriptFile';
import { ToolError } from '../ToolError';
import { isParsed, parseScript } from '../verify/ParsedScript';
import { scopeReasons } from '../verify/Scopes';
import { ScriptText } from '../verify/ScriptText';
import { serviceUses } from '../verify/ServiceUses';
import { verifyScript } from '../verify/Verify';
import { verifyBuild } from '../verify/VerifyBuild';
import { faultsText } from '../verify/VerifyText';
import type { PushPlan } from './PlanPush';
import { editorName } from './PushRefusal';
import { MANIFEST } from './StampLine';
import { join } from 'node:path';

/** Throws a `ToolError` with every fault of the build. */
export function requireVerified(root: string): void {
  const { faults } = verifyBuild(undefined, root);
  if (faults.length > 0)
    throw new ToolError(`[Push] The build is not fit to be pushed. Nothing was sent.\n${faultsText(faults)}`);
}

/** What is to be said of a user's own files beside ours: faults, and scopes that the manifest does not ask for. */
export function notesOnKept(root: string, { wanted, kept }: PushPlan): string[] {
  const own = wanted.filter(({ name }) => kept.includes(name));
  if (own.length === 0) return [];
  const deployment = readDeployment(join(root, 'sheetbound.config.json'));
  const { faults } = verifyScript(wanted, { ...deployment, hosts: hostsOf(deployment, root) });
  const names = own.map(file => file.name + { SERVER_JS: '.js', HTML: '.html', JSON: '.json' }[file.type]);
  const found = faults
    .filter(({ place }) => names.includes(place.file))
    .map(({ place, message, remedy }) => `${place.file}:${place.line}: ${message} ${remedy}`);
  return [...found, ...missingScopes(own, wanted)];
}

/** A script gets the scopes that its manifest lists, and no others. */
function missingScopes(own: readonly ScriptFile[], all: readonly ScriptFile[]): string[] {
  const asked = scopesOfManifest(all);
  return own.flatMap(file => {
    const script = file.type === 'SERVER_JS' ? parseScript(new ScriptText(file)) : undefined;
    if (!script || !isParsed(script)) return [];
    const missing = scopeReasons([script], [serviceUses(script)])
      .map(({ scope }) => scope)
      .filter(scope => !asked.includes(scope));
    if (missing.length === 0) return [];
    return [
      `${editorName(file)} calls for ${missing.join(', ')}, which the manifest does not ask for: its calls will fail. Add it to "extraScopes" in sheetbound.config.json, build, and push again.`,
    ];
  });
}

function scopesOfManifest(files: readonly ScriptFile[]): string[] {
  const manifest = files.find(({ name, type }) => name === MANIFEST && type === 'JSON');
  try {
    const { oauthScopes } = JSON.parse(manifest?.source ?? '{}') as { oauthScopes?: unknown };
    return Array.isArray(oauthScopes) ? oauthScopes.filter(scope => typeof scope === 'string') : [];
  } catch {
    return [];
  }
}
