import type { DateTime } from 'luxon';
import type { SimulatedReply, SimulatedRequest } from '../Simulator';
import { entityId, indexOf } from './Account';
import { echo, invalid, Refusal } from './Answers';
import type { Jobs, JobSettings } from './Jobs';
import { countriesOf, isIdle, isServed, metricsOf, placementsOf, type Series } from './Metrics';
import { daysOf, readActiveRequest, readStatsRequest, type StatsRequest } from './StatsRequest';
import { COUNTRIES } from './Countries';

export interface StatisticsSettings {
  /** Segmentations that jobs may ask for. */
  segmentations: readonly string[];
  /** What an error within an answer of status 200 says; empty: there is none. */
  errorWithin: string;
}

export const STATISTICS_DEFAULTS: StatisticsSettings = {
  segmentations: ['AGE', 'GENDER', 'LOCATIONS', 'METROS', 'PLATFORMS', 'CONVERSION_TAGS'],
  errorWithin: '',
};

type Settings = StatisticsSettings & JobSettings & { seed: number; now: string; promotedTweets: number };

interface Account {
  id: string;
  /** IANA. */
  zone: string;
}

const LONGEST_SYNCHRONOUS = 7;
const LONGEST_JOB = 90;
const LONGEST_SEGMENTED = 45;

/** Statistics of promoted posts: at once, by jobs, and which posts are worth asking for. */
export class Statistics {
  constructor(private readonly jobs: Jobs) {}

  answer(
    request: SimulatedRequest,
    [first, second, third]: readonly string[],
    account: Account,
    settings: Settings,
  ): SimulatedReply {
    const { method, query } = request;
    if (first === 'jobs' && second === 'accounts' && method === 'GET')
      return this.jobs.list(account.id, query, settings);
    if (first === 'jobs' && second === 'accounts' && method === 'POST')
      return this.submit(request, account, settings);
    if (first === 'accounts' && third === 'active_entities' && method === 'GET')
      return this.active(query, account, settings);
    if (first === 'accounts' && third === undefined && method === 'GET')
      return this.synchronous(query, account, settings);
    throw new Refusal(404, { code: 'ROUTE_NOT_FOUND', message: 'The requested resource was not found' });
  }

  private synchronous(query: URLSearchParams, account: Account, settings: Settings): SimulatedReply {
    if (query.has('segmentation_type'))
      throw invalid(
        'segmentation_type',
        query.get('segmentation_type') ?? '',
        'Segmentation is only available through asynchronous analytics',
      );
    const asked = readStatsRequest(query, account.zone, LONGEST_SYNCHRONOUS);
    const body = statsBody(account, asked, settings, echo(query));
    const { errorWithin } = settings;
    if (!errorWithin) return { status: 200, body };
    return { status: 200, body: { ...body, errors: [{ code: errorWithin, message: 'Something is wrong' }] } };
  }

  /** Parameters in the query or in a form body. */
  private submit(request: SimulatedRequest, account: Account, settings: Settings): SimulatedReply {
    const params = new URLSearchParams([...request.query, ...new URLSearchParams(request.body)]);
    const segmentation = params.get('segmentation_type');
    if (segmentation !== null && !settings.segmentations.includes(segmentation))
      throw invalid(
        'segmentation_type',
        segmentation,
        `Expected one of ${settings.segmentations.join(', ')}, got "${segmentation}" for segmentation_type`,
      );
    const asked = readStatsRequest(
      params,
      account.zone,
      segmentation === null ? LONGEST_JOB : LONGEST_SEGMENTED,
    );
    const described = {
      start_time: isoOf(asked.start),
      segmentation_type: segmentation,
      entity_ids: asked.entityIds,
      end_time: isoOf(asked.end),
      country: params.get('country'),
      placement: asked.placement,
      granularity: params.get('granularity'),
      entity: params.get('entity'),
      platform: null,
      metric_groups: asked.groups,
    };
    const byCountry = segmentation === 'LOCATIONS';
    const { seed, promotedTweets } = settings;
    return this.jobs.create(account.id, described, settings.now, settings, () =>
      statsBody(account, asked, { seed, promotedTweets }, { params: described }, byCountry),
    );
  }

  private active(query: URLSearchParams, account: Account, settings: Settings): SimulatedReply {
    const asked = readActiveRequest(query, account.zone);
    const days = daysOf(asked);
    const data = Array.from({ length: settings.promotedTweets }, (_, index) => index)
      .filter(index => !isIdle(index))
      .flatMap(index => {
        const served = days.filter(day => isServed(settings.seed, account.id, index, day));
        const [first] = served;
        if (first === undefined) return [];
        const last = served[served.length - 1] ?? first;
        return [
          {
            entity_id: entityId(account.id, 'promoted tweet', index),
            activity_start_time: isoOf(asked.start.plus({ days: days.indexOf(first), hours: 1 })),
            activity_end_time: isoOf(asked.start.plus({ days: days.indexOf(last), hours: 22 })),
            placements: placementsOf(index),
          },
        ];
      });
    return { status: 200, body: { request: echo(query, account.id), data } };
  }
}

function statsBody(
  account: Account,
  asked: StatsRequest,
  { seed, promotedTweets }: { seed: number; promotedTweets: number },
  request: unknown,
  byCountry = false,
): Record<string, unknown> {
  const { days, placement, groups } = asked;
  const data = asked.entityIds.map(id => {
    const index = indexOf(account.id, 'promoted tweet', id, promotedTweets);
    if (index === undefined)
      throw new Refusal(404, {
        code: 'PROMOTED_TWEET_NOT_FOUND',
        message: `Promoted tweet ${id} was not found`,
      });
    const served = { seed, account: account.id, index, placement, days };
    const segments = byCountry
      ? segmentsOf(index, days).map(country => ({
          segment: { segment_name: nameOf(country), segment_value: country },
          metrics: metricsOf(served, groups, country),
        }))
      : [{ segment: null, metrics: metricsOf(served, groups) as Record<string, Series> }];
    return { id, id_data: segments };
  });
  return { data_type: 'stats', time_series_length: days.length, data, request };
}

function segmentsOf(index: number, days: readonly string[]): string[] {
  return [...new Set(days.flatMap(day => countriesOf(index, day)))];
}

function nameOf(country: string): string {
  return COUNTRIES.find(({ targeting_value }) => targeting_value === country)?.name ?? country;
}

function isoOf(time: DateTime): string {
  return time.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
