import type { ConfigOf } from '../../Core/AbstractConfig';
import type { Fault } from '../../Core/Exceptions';
import type { parameters } from './Parameters';

const WINDOWS = ['1d_click', '7d_click', '28d_click', '1d_view', '1d_ev', 'skan_click', 'skan_view', 'dda'];
const BREAKDOWNS = [
  'action_type',
  'action_device',
  'action_destination',
  'action_reaction',
  'action_target_id',
  'action_video_sound',
  'action_video_type',
  'action_carousel_card_id',
  'action_carousel_card_name',
  'action_canvas_component_name',
  'conversion_destination',
  'standard_event_content_type',
];
const MOST_ROWS = 5000;

/** Account numbers as people write them: with `act_`, blanks, line breaks; each once. */
export function accountIds(value: unknown): string[] {
  return [...new Set(wordsIn(value).map(id => id.replace(/^act_/i, '')))];
}

/** How lists of actions are to be split. Nothing where nothing is chosen: then each ad set's own windows count. */
export function actionParameters(windows: unknown, breakdowns: unknown): Record<string, string> {
  const [chosen, split] = [wordsIn(windows), wordsIn(breakdowns)];
  return {
    ...(chosen.length ? { action_attribution_windows: JSON.stringify(chosen) } : {}),
    ...(split.length ? { action_breakdowns: split.join(',') } : {}),
  };
}

/** What is wrong beyond the types of single settings. */
export function faultsIn(config: ConfigOf<typeof parameters>): Fault[] {
  const { AccountIDs, Limit, AttributionWindows, ActionBreakdowns } = config;
  const limit = Limit.value;
  const faults = [
    ...credentialFaults(config),
    ...accountFaults(AccountIDs.value),
    ...unknownWords('AttributionWindows', 'Attribution Windows', AttributionWindows.value, WINDOWS),
    ...unknownWords('ActionBreakdowns', 'Action Breakdowns', ActionBreakdowns.value, BREAKDOWNS),
  ];
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= MOST_ROWS))
    faults.push({ parameter: 'Limit', message: `Limit: must be a whole number from 1 to ${MOST_ROWS}.` });
  return faults;
}

/** The app is needed as a whole: its number says nothing without its secret. */
function credentialFaults({ AuthType, AccessToken }: ConfigOf<typeof parameters>): Fault[] {
  const { AccessToken: token, AppId, AppSecret } = AuthType.items;
  const faults: Fault[] = [];
  if (token.value === undefined && AccessToken.value === undefined)
    faults.push({
      parameter: 'AuthType',
      message: 'Access token: a value is needed. Sign in with Facebook, or paste a token.',
    });
  if ((AppId.value === undefined) !== (AppSecret.value === undefined))
    faults.push({
      parameter: 'AuthType',
      message: 'App ID and App secret: enter both, so that the token can be renewed, or neither.',
    });
  if (AppId.value !== undefined && !/^\d+$/.test(AppId.value))
    faults.push({ parameter: 'AuthType', message: 'App ID: must be a number.' });
  return faults;
}

function accountFaults(value: unknown): Fault[] {
  const ids = accountIds(value);
  const wrong = ids.filter(id => !/^\d+$/.test(id));
  if (ids.length || value === undefined)
    return wrong.map(id => ({
      parameter: 'AccountIDs',
      message: `Account IDs: "${id}" is not the number of an ad account, e.g. 1234567890. Ads Manager shows it beside the name of the account.`,
    }));
  return [{ parameter: 'AccountIDs', message: 'Account IDs: a value is needed.' }];
}

function unknownWords(parameter: string, label: string, value: unknown, known: readonly string[]): Fault[] {
  return wordsIn(value)
    .filter(word => !known.includes(word))
    .map(word => ({ parameter, message: `${label}: "${word}" is none of ${known.join(', ')}.` }));
}

function wordsIn(value: unknown): string[] {
  return String(value ?? '')
    .split(/[,;\s]+/)
    .filter(Boolean);
}
