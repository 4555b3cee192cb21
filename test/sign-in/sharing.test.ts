import { beforeEach, expect, it } from 'vitest';
import type { Emulator } from '../../environments/emulator/google/Emulator';
import { ANNA, BEN, call } from '../apps-script/harness';
import { ADS_IMPORT as ADS, openAdsFile, REDIRECT } from './support/AdsFile';
import { useAuthorizationServer } from './support/useAuthorizationServer';

const DAY = 86_400_000;

const server = useAuthorizationServer({ redirects: [REDIRECT] });
let file: Emulator;

/** Anna signed in, and a run has exchanged what she was given: the API takes its successor only. */
beforeEach(async () => {
  file = openAdsFile(server());
  call(file, ANNA, 'saveImport', ADS);
  const { address } = call<{ address: string }>(file, ANNA, 'signIn');
  const { location } = await server().visit(address);
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
