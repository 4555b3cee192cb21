import tseslint from 'typescript-eslint';

const PLATFORM_NAMES = [
  'UrlFetchApp',
  'Utilities',
  'SpreadsheetApp',
  'PropertiesService',
  'CacheService',
  'LockService',
  'ScriptApp',
  'Session',
  'MailApp',
  'HtmlService',
  'Logger',
  'process',
  'Buffer',
  'setTimeout',
  'setInterval',
  'fetch',
  'URL',
  'TextEncoder',
  'TextDecoder',
  'require',
  'window',
  'document',
  'globalThis',
];

export default tseslint.config(
  { ignores: ['dist/**', 'dist.*/**', 'coverage/**', 'output/**', 'node_modules/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...PLATFORM_NAMES],
      'no-restricted-imports': ['error', { patterns: ['**/environments/**', 'node:*'] }],
    },
  },
  {
    files: ['**/*.d.ts', '**/*.config.ts'],
    rules: {
      'no-restricted-exports': 'off',
      'no-var': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
);
