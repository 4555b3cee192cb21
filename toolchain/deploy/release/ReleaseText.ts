import { duration } from '../../../environments/node/cli/Terminal';
import { textTable } from '../../../environments/node/cli/TextTable';
import type { Released } from './ReleaseTargets';
import type { ReleaseOutcome } from './ReleaseTypes';

const OUTCOMES: Readonly<Record<ReleaseOutcome, string>> = {
  deployed: 'deployed',
  'up-to-date': 'up to date',
  failed: 'FAILED',
};

/** One target in some lines. */
export function releaseText({ push, release }: Released): string {
  const { target, outcome, version, isNewVersion, deploymentId } = release;
  const pushed = push.outcome === 'pushed' ? [`${target.name}: pushed build ${push.build}.`] : [];
  const number = String(version ?? '');
  if (outcome === 'failed') return [...pushed, `${target.name}: FAILED`].join('\n');
  if (outcome === 'up-to-date')
    return `${target.name}: nothing new to deploy. Version ${number} holds what stands in the project, and is deployed already.`;
  return [
    ...pushed,
    `${target.name}: version ${number}${isNewVersion ? ', a new one,' : ''} is deployed.`,
    `  deployment   ${deploymentId ?? ''}`,
    `  as a library script id ${target.scriptId}, version ${number}`,
  ].join('\n');
}

/** One table for many targets. */
export function releaseTable(released: readonly Released[]): string {
  const rows = released.map(({ push, release }) => [
    release.target.name,
    OUTCOMES[release.outcome],
    release.version === undefined ? '' : String(release.version),
    release.build ?? push.build,
    duration(push.took + release.took),
    release.deploymentId ?? '',
  ]);
  return textTable(['target', 'result', 'version', 'build', 'took', 'deployment'], rows, ['version', 'took']);
}
