/** What a parameter declaration may say about a parameter beyond its type. */
export const CONFIG_ATTRIBUTES = {
  /** Sensitive: typed into a masked field, stored apart, never shown, logged or returned again. */
  SECRET: 'SECRET',
  /** May be overridden for one manual backfill. */
  MANUAL_BACKFILL: 'MANUAL_BACKFILL',
  /** Not asked for in the configuration form. */
  HIDE_IN_CONFIG_FORM: 'HIDE_IN_CONFIG_FORM',
  /** Shown in a collapsed section. */
  ADVANCED: 'ADVANCED',
  /** On an option of `oneOf`: obtained by signing in. */
  OAUTH_FLOW: 'OAUTH_FLOW',
  /** Kept for old configurations; warned about when used. */
  DEPRECATED: 'DEPRECATED',
  /** Shown above the choice of authentication. */
  PINNED: 'PINNED',
} as const;

export type ConfigAttribute = (typeof CONFIG_ATTRIBUTES)[keyof typeof CONFIG_ATTRIBUTES];
