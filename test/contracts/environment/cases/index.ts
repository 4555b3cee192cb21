import type { EnvironmentCase } from '../EnvironmentCase';
import { DATE_CASES } from './DateCases';
import { FETCH_CASES } from './FetchCases';
import { FORMAT_CASES } from './FormatCases';
import { HASH_CASES } from './HashCases';
import { STATE_CASES } from './StateCases';
import { TEXT_CASES } from './TextCases';

/** What every environment promises. */
export const ENVIRONMENT_CASES: readonly EnvironmentCase[] = [
  ...TEXT_CASES,
  ...HASH_CASES,
  ...DATE_CASES,
  ...FORMAT_CASES,
  ...FETCH_CASES,
  ...STATE_CASES,
];
