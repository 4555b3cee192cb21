/** A push in a process of its own, which ends itself at a step: `push-process.ts <root> <target> [step] [rollback]`. */
import { pushTargets } from '../../../../toolchain/deploy/push/PushTargets';
import { readTargets } from '../../../../toolchain/deploy/targets/Targets';

/** Before these steps are over clasp is not asked; it need not start, which takes two seconds. */
const WITHOUT_CLASP = ['plan', 'save', 'stage'];

const unasked = {
  warm: () => undefined,
  run: () => Promise.reject(new Error('clasp was asked.')),
};

const [root = '', env = '', step = '', mode = ''] = process.argv.slice(2);
const results = await pushTargets({
  root,
  targets: readTargets(root, { env }),
  variables: process.env,
  ...(mode === 'rollback' ? { rollback: {} } : {}),
  services: {
    ...(WITHOUT_CLASP.includes(step) ? { clasp: unasked } : {}),
    onStep: (_target, reached) => {
      if (reached === step) process.kill(process.pid, 'SIGKILL');
    },
  },
});
process.stdout.write(JSON.stringify(results.map(({ outcome, message }) => ({ outcome, message }))));
