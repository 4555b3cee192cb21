import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { logoutCommand } from '../../environments/node/cli/LogoutCommand';
import { Grants } from '../../environments/node/sign-in/Grants';
import { ADS } from './support/AdsSource';

const folder = mkdtempSync(join(tmpdir(), 'sheetbound-logout-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('works by itself, in a process that did nothing else before', () => {
  const state = join(folder, 'state.json');
  const out = new PassThrough();
  new Grants(state).keep({
    source: 'Ads',
    choice: 'Auth',
    option: 'oauth2',
    clientItem: 'ClientId',
    clientId: 'client-1',
    secrets: { RefreshToken: 'refresh-1' },
    at: '2026-03-15T12:00:00Z',
  });
  expect(logoutCommand(ADS, { state }, { out, err: out, variables: {} })).toBe(0);
  expect(new Grants(state).list('Ads')).toEqual([]);
});
