import { textTable } from '../../../environments/node/cli/TextTable';
import { scriptLink } from '../create/CreateSteps';
import { shownTime } from '../push/PushRefusal';
import type { HeadState, VersionsReport, VersionState } from './Versions';

/** The versions of one target as a table, with what stands in the project above and what to know below. */
export function versionsText({ target, head, versions, notes }: VersionsReport): string {
  const lines = [`${target.name}: ${scriptLink(target.scriptId)}`, `In the project now: ${headText(head)}`];
  if (versions.length === 0)
    lines.push(`There is no version yet. \`npx sheetbound deploy --env ${target.name}\` makes one.`);
  else
    lines.push(
      textTable(['version', 'created', 'description', 'deployed as', ''], versions.map(rowOf), ['version']),
    );
  return [...lines, ...notes.map(note => `note: ${note}`)].join('\n');
}

function headText({ build, pushed, push }: HeadState): string {
  if (build === undefined) return 'no build of Sheetbound';
  const when = pushed === undefined ? '' : `, pushed ${shownTime(pushed)}`;
  return `build ${build}${when}${push === undefined ? '' : ` (push ${push} of this machine)`}`;
}

function rowOf({ number, created, description, build, deployments, isNow, push }: VersionState): string[] {
  const remarks = [
    isNow ? 'as in the project' : '',
    build === undefined || description.includes(build) ? '' : `build ${build}`,
    push === undefined ? '' : `push ${push}`,
  ];
  return [
    String(number),
    shownTime(created),
    description,
    // Our own names repeat the number.
    deployments.map(one => one.description.replace(/: version \d+$/, '') || one.id).join(', '),
    remarks.filter(Boolean).join(', '),
  ];
}
