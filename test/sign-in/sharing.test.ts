import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Emulator } from '../../environments/emulator/google/Emulator';
import { ANNA, BEN, call, MANIFEST, openFile } from '../apps-script/harness';
import { ADS_FILE } from './support/AdsConnector';
import { AuthorizationServer, HOST } from './support/AuthorizationServer';

const REDIRECT =
  'https://script.google.com/macros/d/1emulatedScriptAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/usercallback';
const ADS = {
  name: 'Ads',
  source: 'OurAds',
  values: { Auth: { value: 'oauth2', items: { ClientId: 'client-1' } } },
  secrets: { 'Auth.ClientSecret': 'secretCANARY-1' },
};
const DAY = 86_400_000;

let server: AuthorizationServer;
let file: Emulator;

beforeAll(async () => {
  server = await AuthorizationServer.start();
});

afterAll(async () => {
  await server.close();
});

/** Anna signed in, and a run has exchanged what she was given: the API takes its successor only. */
beforeEach(async () => {
  await server.reset();
  await server.configure({ redirects: [REDIRECT] });
  file = openFile({ hosts: server.hosts } as never, {
    hosts: server.hosts,
    manifest: { ...MANIFEST, urlFetchWhitelist: [`https://${HOST}/`] },
    files: { OurAds: ADS_FILE },
  });
  call(file, ANNA, 'saveImport', ADS);
  const { address } = call<{ address: string }>(file, ANNA, 'signIn');
  const { location } = await server.visit(address);
  file.user(ANNA).visit(location ?? '');
  expect(call(file, ANNA, 'importNewData')['status']).toBe('DONE');
});

it.each([
  ['manageCredentials', {}],
  ['saveImport', {}],
])('keeps the sign-in when its keys are shared, and when they no longer are, by %s', action => {
  call(file, ANNA, action, { importId: 'Ads', id: idOf(), secretScope: 'document' });
  file.advance(DAY);
  const r = call(file, BEN, 'importNewData');
  console.log(JSON.stringify(r), Object.keys(file.documentProperties));
  expect(r['status']).toBe('DONE');
  call(file, ANNA, action, { importId: 'Ads', id: idOf(), secretScope: 'user' });
  file.advance(DAY);
  expect(call(file, ANNA, 'importNewData')['status']).toBe('DONE');
  expect(JSON.stringify(file.documentProperties)).not.toContain('sheetbound.grant.');
});

function idOf(): string {
  const [first] = call<{ imports: { id: string }[] }>(file, ANNA, 'listImports').imports;
  return first?.id ?? '';
}
