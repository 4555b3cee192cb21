import type { Emulator, EmulatorOptions } from '../../../environments/emulator/google/Emulator';
import { MANIFEST, openFile } from '../../apps-script/harness';
import { ADS_FILE } from './AdsConnector';
import { HOST, type AuthorizationServer } from './AuthorizationServer';

/** An import that somebody has to sign in for. */
export const ADS_IMPORT = {
  name: 'Ads',
  source: 'OurAds',
  values: { Auth: { value: 'oauth2', items: { ClientId: 'client-1' } } },
  secrets: { 'Auth.ClientSecret': 'secretCANARY-1' },
};

/** Where the emulated script is called back. */
export const REDIRECT =
  'https://script.google.com/macros/d/1emulatedScriptAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/usercallback';

/** A spreadsheet whose script holds the connector of the import. */
export function openAdsFile(
  { hosts }: AuthorizationServer,
  options: Partial<EmulatorOptions> = {},
): Emulator {
  const manifest = { ...MANIFEST, urlFetchWhitelist: [`https://${HOST}/`] };
  return openFile({ hosts } as never, { hosts, manifest, files: { OurAds: ADS_FILE }, ...options });
}
