import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ADA, startLoopback, type Loopback } from '../../support/loopback';
import type { ScriptProject } from '../../../../environments/emulator/script-api/ScriptProject';
import { exchange } from '../../../../environments/node/http/HttpExchange';
import { connectPushServices } from '../../../../toolchain/deploy/push/PushServices';
import { pushTargets, type PushOptions } from '../../../../toolchain/deploy/push/PushTargets';
import type { PushResult, PushServices } from '../../../../toolchain/deploy/push/PushTypes';
import { readTargets, type TargetChoice } from '../../../../toolchain/deploy/targets/Targets';
import type { Send } from '../../../../toolchain/google/Send';

const HOSTS = ['script.googleapis.com', 'www.googleapis.com', 'oauth2.googleapis.com'];

export interface Workshop {
  readonly loopback: Loopback;
  /** A checkout with a build and the real clasp. */
  readonly root: string;
  /** The real clasp, held. */
  readonly clasp: PushServices['clasp'];
  /** Waits that were asked for, in milliseconds; none is waited for. */
  readonly waits: number[];
  /** Makes a project as Google does, and its target. */
  target(name: string, settings?: Readonly<Record<string, unknown>>): ScriptProject;
  /** Writes the build anew; null removes a file. */
  build(files: Readonly<Record<string, string | null>>): void;
  push(choice: string | TargetChoice, options?: Partial<PushOptions>): Promise<PushResult[]>;
  /** The one result of a push to one target. */
  pushOne(name: string, options?: Partial<PushOptions>): Promise<PushResult>;
  close(): Promise<void>;
}

export const MANIFEST = {
  timeZone: 'Etc/UTC',
  dependencies: {},
  exceptionLogging: 'STACKDRIVER',
  runtimeVersion: 'V8',
  oauthScopes: ['https://www.googleapis.com/auth/spreadsheets.currentonly'],
};

/** A script as the build makes it, as far as a push looks at it. */
export function builtScript(build: string, body = 'function importNewData() {}'): string {
  return `var DEPLOYMENT = { "version": "0.1.0", "build": "${build}" };\n${body}\n`;
}

/** One loopback and one runner of clasp for a whole file of tests: clasp takes two seconds to start. */
export async function openWorkshop(processes = 1): Promise<Workshop> {
  const loopback = await startLoopback();
  const root = loopback.folder();
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  const waits: number[] = [];
  const services = connectPushServices({
    root,
    variables: loopback.env,
    google: { send: sendTo(loopback.google.url), wait: async () => undefined },
    processes,
  });
  const shared: Partial<PushServices> = {
    ...services,
    wait: async milliseconds => void waits.push(milliseconds),
  };
  const build = (files: Readonly<Record<string, string | null>>): void => {
    for (const [name, text] of Object.entries(files)) {
      const path = join(root, 'dist', 'apps-script', name);
      mkdirSync(dirname(path), { recursive: true });
      if (text === null) rmSync(path);
      else writeFileSync(path, text);
    }
  };
  build({
    'Code.js': builtScript('000000000001'),
    'appsscript.json': JSON.stringify(MANIFEST, undefined, 2),
  });
  const push = (choice: string | TargetChoice, options: Partial<PushOptions> = {}): Promise<PushResult[]> =>
    pushTargets({
      root,
      variables: loopback.env,
      targets: readTargets(root, typeof choice === 'string' ? { env: choice } : choice),
      ...options,
      services: { ...shared, ...options.services },
    });
  return {
    loopback,
    root,
    clasp: services.clasp,
    waits,
    target: (name, settings = {}) => {
      const project = loopback.google.createProject({ owner: ADA });
      const { scriptId } = project;
      writeFileSync(join(root, `.clasp.${name}.json`), JSON.stringify({ scriptId, ...settings }));
      return project;
    },
    build,
    push,
    pushOne: async (name, options) => {
      const [result] = await push(name, options);
      if (!result) throw new Error('No result.');
      return result;
    },
    close: async () => {
      services.close();
      await loopback.close();
    },
  };
}

/** Requests of our own client, from within the test. */
export function sendTo(url: string): Send {
  const hosts = Object.fromEntries(HOSTS.map(host => [host, url]));
  return request =>
    exchange(
      { ...request, headers: [...request.headers, ['x-sheetbound-host', new URL(request.url).hostname]] },
      { hosts },
    );
}

export function textsOf(project: ScriptProject): Record<string, string> {
  return Object.fromEntries(project.content().map(({ name, source }) => [name, source]));
}

/** A JSON note of the checkout. */
export function note(root: string, ...path: string[]): Record<string, unknown> {
  return JSON.parse(readFileSync(join(root, '.sheetbound', 'targets', ...path), 'utf8')) as Record<
    string,
    unknown
  >;
}
