import { between, fraction } from '../Random';
import { cardId, entityId, isDeleted, postId } from './Account';

type Body = Record<string, unknown>;

/** Every other post carries a card; two posts may share one. */
export function cardOfPost(account: string, index: number, cards: number): string | undefined {
  return index % 2 === 0 && cards > 0 ? `card://${cardId(account, (index / 2) % cards)}` : undefined;
}

/** A post as `GET accounts/:id/tweets` shows it with `trim_user`. Identifiers are JSON numbers of 19 digits. */
export function tweetBody(account: string, index: number, cards: number, seed: number): string {
  const id = postId(account, index);
  const maybe = (what: string, value: unknown) =>
    fraction(seed, account, 'tweet', index, what) < 0.4 ? value : null;
  const isReply = maybe('reply', true) === true;
  const card = cardOfPost(account, index, cards);
  const point = { type: 'Point', coordinates: [50.45, 30.52] };
  const media = [{ id_str: id, type: 'photo', media_url_https: 'https://pbs.twimg.com/media/simulated.jpg' }];
  const body: Body = {
    coordinates: maybe('point', point),
    retweeted: false,
    name: maybe('name', `Post ${index + 1}`),
    conversation_settings: 'EVERYONE',
    source: '<a href="https://ads-api.x.com" rel="nofollow">Simulated app</a>',
    entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] },
    display_text_range: [0, 23],
    favorite_count: between(0, 900, seed, account, index, 'likes'),
    in_reply_to_status_id_str: isReply ? postId(account, 0) : null,
    geo: maybe('point', point),
    id_str: id,
    scopes: { followers: false },
    in_reply_to_user_id: isReply ? LONG('756201191646691328') : null,
    truncated: false,
    retweet_count: between(0, 90, seed, account, index, 'reposts'),
    scheduled_status: maybe('scheduled', 'SUCCEEDED'),
    id: LONG(id),
    in_reply_to_status_id: isReply ? LONG(postId(account, 0)) : null,
    ...(maybe('sensitive', true) === true ? { possibly_sensitive: false } : {}),
    nullcast: true,
    created_at: `${['Mon', 'Tue', 'Wed'][index % 3]} Feb ${String(2 + (index % 3)).padStart(2, '0')} 21:13:0${index % 10} +0000 2026`,
    place: maybe('place', { id: '96683cc9126741d1', full_name: 'United States' }),
    scheduled_at: maybe('scheduled', '2026-02-02T21:00:00Z'),
    tweet_type: 'PUBLISHED',
    favorited: false,
    ...(card === undefined ? {} : { card_uri: card }),
    full_text: `=Simulated post, number ${index + 1}`,
    lang: 'en',
    contributors: maybe('contributors', [LONG('756201191646691328')]),
    in_reply_to_screen_name: isReply ? 'AdsAPI' : null,
    in_reply_to_user_id_str: isReply ? '756201191646691328' : null,
    user: { id: LONG('756201191646691328'), id_str: '756201191646691328' },
    tweet_id: id,
    ...(maybe('media', true) === true ? { extended_entities: { media } } : {}),
  };
  return JSON.stringify(body).replace(/"~(\d+)~"/g, '$1');
}

/** Written as a number of all its digits by `tweetBody`. */
function LONG(digits: string): string {
  return `~${digits}~`;
}

const COMPONENTS = [
  { type: 'MEDIA', media_key: '13_794652834998325248' },
  { type: 'DETAILS', title: 'Go', destination: { type: 'WEBSITE', url: 'http://example.com/login' } },
];

/** A card of the present kind, as `GET accounts/:id/cards` shows it: every other one is a carousel. */
export function cardBody(account: string, index: number): Body {
  const id = cardId(account, index);
  return {
    name: `Card ${index + 1}`,
    ...(index % 2 === 0
      ? { components: COMPONENTS, card_type: 'VIDEO_WEBSITE' }
      : { slides: [COMPONENTS, COMPONENTS], card_type: 'IMAGE_MULTI_DEST_CAROUSEL_WEBSITE' }),
    created_at: '2025-10-28T20:47:52Z',
    card_uri: `card://${id}`,
    id,
    updated_at: '2025-10-28T20:47:52Z',
    deleted: isDeleted(index),
  };
}

/** The same card as `GET accounts/:id/cards/all` shows it: flat, app cards and video cards in turn. */
export function flatCardBody(account: string, index: number): Body {
  const id = cardId(account, index);
  const common = {
    name: `Card ${index + 1}`,
    id: entityId(account, 'card', index),
    created_at: '2018-09-24T18:35:01Z',
    card_uri: `card://${id}`,
    updated_at: '2018-09-24T18:35:01Z',
    deleted: isDeleted(index),
  };
  return index % 2 === 0 ? { ...common, ...APP_CARD } : { ...common, ...VIDEO_CARD };
}

const APP_CARD = {
  googleplay_app_id: 'com.example.app',
  image_display_height: '836',
  country_code: 'US',
  wide_app_image: 'https://pbs.twimg.com/media/simulated.jpg',
  image_display_width: '1600',
  app_cta: 'INSTALL',
  card_type: 'IMAGE_APP_DOWNLOAD',
};

const VIDEO_CARD = {
  video_poster_height: '9',
  website_shortened_url: 'https://t.co/simulated',
  video_height: '9',
  video_url: 'https://video.twimg.com/amplify_video/vmap/991374284135137280.vmap',
  content_duration_seconds: '24',
  video_owner_id: '756201191646691328',
  video_content_id: '13_991374284135137280',
  website_display_url: 'example.com',
  video_width: '16',
  video_hls_url: 'https://video.twimg.com/amplify_video/991374284135137280/vid/simulated.m3u8',
  website_dest_url: 'https://example.com/landing',
  title: 'Simulated',
  website_url: 'https://t.co/simulated',
  video_poster_url: 'https://pbs.twimg.com/amplify_video_thumb/991374284135137280/img/simulated.jpg',
  video_poster_width: '16',
  card_type: 'VIDEO_WEBSITE',
};
