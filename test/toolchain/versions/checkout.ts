import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ScriptProject } from '../../../environments/emulator/script-api/ScriptProject';
import { exchange } from '../../../environments/node/http/HttpExchange';
import type { Send } from '../../../toolchain/google/Send';
import { ClaspRunner } from '../../../toolchain/deploy/clasp/ClaspRunner';
import { findClasp } from '../../../toolchain/deploy/clasp/FindClasp';
import { readTargets, type Target } from '../../../toolchain/deploy/targets/Targets';
import {
  releaseTargets,
  type Released,
  type ReleaseOptions,
} from '../../../toolchain/deploy/release/ReleaseTargets';
import type { Loopback } from '../support/loopback';

/** A checkout with the real clasp, a small build and targets. */
export interface Checkout {
  root: string;
  send: Send;
  /** Makes a project and its `.clasp.<env>.json`. */
  target(env: string): ScriptProject;
  /** Replaces the build. */
  build(id: string): void;
  targets(env?: string): Target[];
  /** `deploy` for these targets, or for all. */
  deploy(options?: Partial<ReleaseOptions>): Promise<Released[]>;
}

const MANIFEST = {
  timeZone: 'Etc/UTC',
  dependencies: {},
  exceptionLogging: 'STACKDRIVER',
  runtimeVersion: 'V8',
};

export const BUILD = { first: 'aaaaaaaaaaaa', second: 'bbbbbbbbbbbb' };

/** One clasp for all tests of a file: its start takes two seconds. */
export function keptClasp(loopback: Loopback): ClaspRunner {
  const root = loopback.folder();
  return new ClaspRunner({ installed: findClasp(resolve('.')), root, variables: loopback.env, processes: 1 });
}

export function checkout(loopback: Loopback, clasp: ClaspRunner): Checkout {
  const root = loopback.folder();
  const built = join(root, 'dist/apps-script');
  mkdirSync(built, { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  writeFileSync(join(built, 'appsscript.json'), JSON.stringify(MANIFEST));
  const send: Send = request => exchange(request, { hosts: { '*.googleapis.com': loopback.google.url } });
  const here: Checkout = {
    root,
    send,
    target: env => {
      const project = loopback.google.createProject({ owner: loopback.email, title: env });
      writeFileSync(join(root, `.clasp.${env}.json`), JSON.stringify({ scriptId: project.scriptId }));
      return project;
    },
    build: id => {
      const code = `var DEPLOYMENT = { version: '0.1.0', build: '${id}' };\nfunction onOpen() {}\n`;
      writeFileSync(join(built, 'Code.js'), code);
    },
    targets: env => readTargets(root, env === undefined ? { all: true } : { env }),
    deploy: options =>
      releaseTargets({
        root,
        clasp,
        variables: loopback.env,
        version: '0.1.0',
        google: { send },
        targets: here.targets(),
        ...options,
      }),
  };
  here.build(BUILD.first);
  return here;
}
