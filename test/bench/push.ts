import { resolve } from 'node:path';
import { splitStamp } from '../../toolchain/deploy/stage/StampLine';
import { addTarget, makeCheckout } from '../toolchain/push/support/checkout';
import { startLoopback, type Loopback } from '../toolchain/support/loopback';
import { median, round, type Figure } from './Figure';

const TARGETS = 20;
const ROUNDS = 3;

/** The first push of the real build by the real clasp to one target, and to twenty in one go, over loopback. */
export async function measurePush(): Promise<Figure[]> {
  const loopback = await startLoopback();
  try {
    const [one, many]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      one.push(await timePush(loopback, 1));
      many.push(await timePush(loopback, TARGETS));
    }
    const single = median(one);
    return [
      { what: 'push to one target: verify, plan, clasp, read back', value: round(single), unit: 's' },
      {
        what: `push to ${TARGETS} targets (1.5 x one + 10 s)`,
        reach: round(1.5 * single + 10),
        value: round(median(many)),
        unit: 's',
      },
    ];
  } finally {
    await loopback.close();
  }
}

/** Seconds. Throws when a target did not get all of it. */
async function timePush(loopback: Loopback, targets: number): Promise<number> {
  const root = makeCheckout(loopback);
  const projects = Array.from({ length: targets }, (_, index) => addTarget(loopback, root, `t${index}`));
  const begun = performance.now();
  const { code, stderr } = await loopback.node([resolve('dist/cli.js'), 'push', '--all'], root);
  const took = (performance.now() - begun) / 1000;
  const builds = new Set(projects.map(project => splitStamp(project.source('Code')).stamp?.build));
  if (code !== 0 || builds.size !== 1 || builds.has(undefined)) throw new Error(`The push failed: ${stderr}`);
  return took;
}
