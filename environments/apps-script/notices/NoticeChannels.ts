import { DEPLOYMENT } from 'sheetbound:deployment';
import type { PropertyStore } from '../../../src/Core/EnvironmentAdapter';
import { ConfigurationException, type Fault } from '../../../src/Core/Exceptions';

const KEY = 'sheetbound.notices';

/** Where one user is told of failures. The addresses of webhooks are secrets: whoever has one can post there. */
export interface Channels {
  /** Google Chat webhook. */
  chat?: string;
  /** Slack incoming webhook. */
  slack?: string;
  /** E-mail address, where the deployment has e-mail. */
  email?: string;
}

export const CHANNEL_LABELS: Record<keyof Channels, string> = {
  chat: 'Google Chat webhook',
  slack: 'Slack webhook',
  email: 'E-mail address',
};

const FORMS: Record<keyof Channels, { pattern: RegExp; hint: string }> = {
  chat: {
    pattern: /^https:\/\/chat\.googleapis\.com\/v1\/spaces\/\S+$/,
    hint: 'https://chat.googleapis.com/v1/spaces/...',
  },
  slack: { pattern: /^https:\/\/hooks\.slack\.com\/\S+$/, hint: 'https://hooks.slack.com/services/...' },
  email: { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, hint: 'name@example.com' },
};

/** The channels that this deployment has. */
export function channelNames(): (keyof Channels)[] {
  const channels = DEPLOYMENT.notices;
  return (Object.keys(channels) as (keyof Channels)[]).filter(name => channels[name]);
}

export function readChannels(store: PropertyStore): Channels {
  const text = store.get(KEY) ?? '{}';
  try {
    return (JSON.parse(text) as { channels?: Channels }).channels ?? {};
  } catch {
    return {};
  }
}

export function writeChannels(store: PropertyStore, channels: Channels): void {
  if (Object.keys(channels).length) store.set(KEY, JSON.stringify({ version: 1, channels }));
  else store.delete(KEY);
}

/** Throws with every fault. An address is never shown in one. */
export function checkChannels(given: Readonly<Record<string, unknown>>): Channels {
  const faults: Fault[] = [];
  const channels: Channels = {};
  for (const [name, value] of Object.entries(given)) {
    const known = channelNames().find(channel => channel === name);
    if (!known)
      faults.push({
        message: `${name}: there is no such channel here. There are: ${channelNames().join(', ')}.`,
      });
    else if (typeof value !== 'string' || !FORMS[known].pattern.test(value.trim()))
      faults.push({ message: `${CHANNEL_LABELS[known]}: must look like ${FORMS[known].hint}` });
    else channels[known] = value.trim();
  }
  if (faults.length) throw new ConfigurationException('Sheetbound', faults);
  return channels;
}
