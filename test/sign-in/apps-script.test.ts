import { beforeEach, describe, expect, it } from 'vitest';
import type { Emulator, EmulatorOptions } from '../../environments/emulator/google/Emulator';
import type { Manifest } from '../../environments/emulator/google/World';
import { ANNA, BEN, call, CODE, failureOf, MANIFEST, resultOf, rowsOf } from '../apps-script/harness';
import { codeOf, exampleOf } from '../apps-script/pages';
import { ADS_FILE } from './support/AdsConnector';
import { ADS_IMPORT as ADS, openAdsFile, REDIRECT } from './support/AdsFile';
import { CANARY, HOST } from './support/AuthorizationServer';
import { useAuthorizationServer } from './support/useAuthorizationServer';

const HOUR = 3_600_000;

interface Start {
  address: string;
  redirectUri: string;
  importId: string;
}
interface View {
  signIn?: { isSignedIn: boolean };
  secrets: { path: string; isSet: boolean }[];
}

const server = useAuthorizationServer({ redirects: [REDIRECT] });
let file: Emulator;

beforeEach(() => {
  file = open();
});

function open(options: Partial<EmulatorOptions> = {}): Emulator {
  return openAdsFile(server(), options);
}

/** The browser goes to the page of the API and is sent on; nobody is in front of the spreadsheet. */
async function follow(address: string, user = ANNA, emulator = file): Promise<string> {
  const { location, text } = await server().visit(address);
  return location === null ? text : emulator.user(user).visit(location).page;
}

function state(emulator = file): { status: string; message: string } {
  return call(emulator, ANNA, 'getSignIn', { importId: 'Ads' });
}

/** Everything that a colleague could see, or find in a log. */
function visible(emulator = file): string {
  const { caches, ...all } = JSON.parse(JSON.stringify(emulator.toJSON())) as {
    users: { properties?: object }[];
    caches: Record<string, object>;
  };
  expect(Object.keys(caches).filter(name => !name.startsWith('user:'))).toEqual([]);
  for (const user of all.users) delete user.properties;
  return JSON.stringify(all);
}

describe('signing in from the sheet', () => {
  it('brings the keys of the import, and leaves them nowhere else', async () => {
    const view = call<View>(file, ANNA, 'saveImport', ADS);
    expect(view.signIn).toEqual({ label: 'Sign in', isSignedIn: false });
    const start = call<Start>(file, ANNA, 'signIn');
    expect(start.redirectUri).toBe(REDIRECT);
    expect(state()).toEqual({ status: 'waiting', message: 'Waiting for you to sign in.' });
    expect(await follow(start.address)).toContain('You are signed in.');
    expect(state()).toEqual({ status: 'signed in', message: 'You are signed in. The import can run.' });
    expect(call(file, ANNA, 'importNewData')['status']).toBe('DONE');
    expect(rowsOf(file, 'our_ads_things')).toHaveLength(1);
    expect(visible()).not.toContain(CANARY);
    const [after] = call<{ imports: View[] }>(file, ANNA, 'listImports').imports;
    expect(after?.signIn?.isSignedIn).toBe(true);
  });

  it('is offered in a dialog, with the address to register and a link, and says how it went', async () => {
    const anna = file.user(ANNA);
    anna.open();
    call(file, ANNA, 'saveImport', ADS);
    resultOf(anna.clickMenu('Sheetbound', 'Sign in'));
    const dialog = anna.dialogs.at(-1);
    expect(dialog).toMatchObject({ kind: 'modal', title: 'Sign in to Our Ads' });
    expect(dialog?.html).toContain(`value="${REDIRECT}"`);
    const [, link = ''] = /<a class="go" href="([^"]+)"/.exec(dialog?.html ?? '') ?? [];
    expect(await follow(link.replaceAll('&amp;', '&'))).toContain('You are signed in.');
    expect(state().status).toBe('signed in');
  });

  it('is offered as soon as an import is added, and by whoever takes one over', async () => {
    const anna = file.user(ANNA);
    anna.open();
    const typed = ['Our Ads', 'Ads', '', '', 'Sign in', 'client-1', 'secretCANARY-1', '', '', 'Anna'];
    anna.answer(...typed.map(text => ({ button: 'OK' as const, text })));
    resultOf(anna.clickMenu('Sheetbound', 'Add or change an import'));
    expect(anna.dialogs.at(-1)).toMatchObject({ kind: 'modal', title: 'Sign in to Our Ads' });
    expect(anna.unusedAnswers).toEqual([]);
    await follow(call<Start>(file, ANNA, 'signIn').address);
    state();
    const ben = file.user(BEN);
    ben.open();
    ben.answer({ button: 'OK', text: 'secretCANARY-1' });
    resultOf(ben.clickMenu('Sheetbound', 'Advanced', 'Take over schedule'));
    expect(ben.dialogs.at(-1)).toMatchObject({ kind: 'modal', title: 'Sign in to Our Ads' });
    expect(await follow(call<Start>(file, BEN, 'signIn').address, BEN)).toContain('You are signed in.');
    expect(call(file, BEN, 'importNewData')['status']).toBe('DONE');
  });

  it('is found by the next run when the dialog was closed', async () => {
    call(file, ANNA, 'saveImport', ADS);
    await follow(call<Start>(file, ANNA, 'signIn').address);
    expect(call(file, ANNA, 'importNewData')['status']).toBe('DONE');
  });

  it('shares what came where the keys of the import are shared', async () => {
    call(file, ANNA, 'saveImport', { ...ADS, secretScope: 'document' });
    await follow(call<Start>(file, ANNA, 'signIn').address);
    state();
    expect(JSON.stringify(file.documentProperties)).toContain('refreshCANARY');
    expect(JSON.stringify(file.user(ANNA).properties)).not.toContain(CANARY);
    expect(call(file, BEN, 'importNewData', { importId: 'Ads' })['status']).toBe('DONE');
  });

  it('leaves nothing behind when the import is removed, what the API put in place of the token included', async () => {
    call(file, ANNA, 'saveImport', ADS);
    await follow(call<Start>(file, ANNA, 'signIn').address);
    expect(call(file, ANNA, 'importNewData')['status']).toBe('DONE');
    expect(Object.keys(file.user(ANNA).properties).some(key => key.startsWith('sheetbound.grant.'))).toBe(
      true,
    );
    call(file, ANNA, 'deleteImport', { importId: 'Ads' });
    expect(JSON.stringify(file.user(ANNA).properties)).not.toContain(CANARY);
  });

  it('keeps what another import of the same sign-in lives on', async () => {
    call(file, ANNA, 'saveImport', ADS);
    await follow(call<Start>(file, ANNA, 'signIn').address);
    state();
    const kept = Object.entries(file.user(ANNA).properties).find(([key]) =>
      key.startsWith('sheetbound.secrets.'),
    );
    const secrets = JSON.parse(kept?.[1] ?? '{}') as Record<string, string>;
    call(file, ANNA, 'saveImport', { ...ADS, name: 'Again', secrets });
    call(file, ANNA, 'importNewData', { importId: 'Ads' });
    call(file, ANNA, 'deleteImport', { importId: 'Ads' });
    file.evictCaches();
    expect(call(file, ANNA, 'importNewData', { importId: 'Again' })['status']).toBe('DONE');
  });

  it('says that nobody has signed in, instead of asking for a token', () => {
    call(file, ANNA, 'saveImport', ADS);
    expect(call(file, ANNA, 'importNewData')['message']).toContain(
      '[OurAds] Nobody has signed in for "Ads" yet. Nothing was fetched or written. Sign in: Sheetbound > Sign in.',
    );
    expect(state().status).toBe('none');
  });
});

describe('signing in to a built-in source whose token may also be pasted', () => {
  it('is offered while there is no token, and brings one', async () => {
    const emulator = open({
      hosts: { 'graph.facebook.com': server().origin },
      manifest: MANIFEST,
    });
    await server().configure({ clientId: '1357924680' });
    const saved = call<View & { id: string }>(emulator, ANNA, 'saveImport', {
      name: 'Ads',
      source: 'FacebookMarketing',
      values: { AuthType: { value: 'oauth2', items: { AppId: '1357924680' } }, AccountIDs: '1' },
      secrets: { 'AuthType.AppSecret': 'secretCANARY-1' },
    });
    expect(saved.signIn?.isSignedIn).toBe(false);
    const start = call<Start>(emulator, ANNA, 'signIn');
    expect(start.address).toMatch(/^https:\/\/www\.facebook\.com\/.*client_id=1357924680/);
    expect(await follow(start.address, ANNA, emulator)).toContain('You are signed in.');
    expect(state(emulator).status).toBe('signed in');
    const [view] = call<{ imports: View[] }>(emulator, ANNA, 'listImports').imports;
    expect(view?.secrets.find(({ path }) => path === 'AuthType.AccessToken')?.isSet).toBe(true);
  });
});

describe('a sign-in that comes to nothing', () => {
  let start: Start;

  beforeEach(() => {
    call(file, ANNA, 'saveImport', ADS);
    start = call<Start>(file, ANNA, 'signIn');
  });

  it.each([
    ['the user did not agree', { answer: 'deny' }, 'Access was not granted'],
    ['the page refused', { answer: 'error' }, 'invalid_scope'],
    ['no lasting token came', { refreshTokens: false }, 'The API sent no refresh_token'],
    ['the secret is wrong', { clientSecret: 'anotherCANARY' }, 'invalid_client'],
  ] as const)('says so in both windows: %s', async (_what, settings, words) => {
    await server().configure(settings);
    expect(await follow(start.address)).toContain(words);
    expect(state()).toMatchObject({ status: 'failed', message: expect.stringContaining(words) as string });
    expect(call(file, ANNA, 'importNewData')['status']).toBe('ERROR');
    expect(visible()).not.toContain(CANARY);
  });

  it('takes a link once', async () => {
    const { location } = await server().visit(start.address);
    const back = () => file.user(ANNA).visit(location ?? '').page;
    expect(back()).toContain('You are signed in.');
    expect(state().status).toBe('signed in');
    expect(back()).toContain('This link is no longer good');
    expect(state().status).toBe('signed in');
  });

  it('sends a code once, even if Google ends the script in the midst of it', async () => {
    const { location } = await server().visit(start.address);
    file.inject({
      at: ({ name, functionName }) => functionName === 'finishSignIn' && name === 'UrlFetchApp.fetch',
      when: 'after',
      effect: 'kill',
    });
    file.user(ANNA).visit(location ?? '');
    expect(file.user(ANNA).visit(location ?? '').page).toContain('This link is no longer good');
    expect((await server().requests()).filter(request => request.startsWith('POST'))).toHaveLength(1);
    expect(state().status).toBe('none');
  });

  it('takes the latest link only', async () => {
    call(file, ANNA, 'signIn');
    expect(await follow(start.address)).toContain('This link is no longer good');
    expect(state().status).toBe('waiting');
  });

  it('is refused by Google for another person, and after an hour', async () => {
    expect(await follow(start.address, BEN)).toContain('The state token is invalid or has expired');
    file.advance(HOUR);
    expect(await follow(start.address)).toContain('The state token is invalid or has expired');
    expect(state().status).toBe('waiting');
  });

  it('is not begun where there is nothing to sign in to, or for the import of a colleague', () => {
    call(file, ANNA, 'saveImport', {
      name: 'Plain',
      source: 'OurAds',
      values: { Auth: { value: 'token', items: {} } },
      secrets: { 'Auth.Token': 'x'.repeat(9) },
    });
    expect(failureOf(file.user(ANNA).call('signIn', { importId: 'Plain' }))).toContain(
      '[OurAds] "Plain" needs no sign-in the way it is set up.',
    );
    expect(failureOf(file.user(BEN).call('signIn', { importId: 'Ads' }))).toContain('who has to sign in');
  });

  it('keeps nothing of a removed import', async () => {
    const { location } = await server().visit(start.address);
    call(file, ANNA, 'deleteImport', { importId: 'Ads' });
    expect(JSON.stringify(file.user(ANNA).properties)).not.toContain(CANARY);
    expect(file.user(ANNA).visit(location ?? '').page).toContain('This link is no longer good');
  });
});

describe('signing in, in a spreadsheet that includes Sheetbound as a library', () => {
  it('comes back to the file of the page', async () => {
    const [host = ''] = codeOf('docs/as-a-library.md', 'js');
    const manifest = JSON.parse(exampleOf('docs/as-a-library.md', 'json')) as Manifest;
    const id = manifest.dependencies?.libraries?.[0]?.libraryId ?? '';
    const withAds = host.replace('Sheetbound.forHost({', '$& registerConnectors,') + ADS_FILE;
    const library = open({
      code: withAds,
      files: {},
      manifest: { ...manifest, urlFetchWhitelist: [`https://${HOST}/`] },
      libraries: { [id]: { code: CODE } },
    });
    library.user(ANNA).open();
    call(library, ANNA, 'saveImport', ADS);
    expect(await follow(call<Start>(library, ANNA, 'signIn').address, ANNA, library)).toContain(
      'You are signed in.',
    );
    expect(state(library).status).toBe('signed in');
  });
});
