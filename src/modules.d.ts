/** JSON beside a source: text in the bundles (parsed on first use), an object where a loader parses it. */
declare module '*.json' {
  const json: string | object;
  export default json;
}

/** Made by the build from the folders under `src/Sources`; never written by hand. */
declare module 'sheetbound:connectors' {
  export const AvailableConnectors: import('./Core/ConnectorRegistry').ConnectorRegistry;
}

/** Made by the build from `sheetbound.config.json`. */
declare module 'sheetbound:deployment' {
  export const DEPLOYMENT: {
    version: string;
    /** Digest of the script for Apps Script, 12 hex digits: the same sources give the same one. Empty in the npm package. */
    build: string;
    notices: { chat: boolean; slack: boolean; email: boolean };
    /** Minutes a day that triggers may run: 90 for consumer accounts, 360 for Workspace. */
    dailyTriggerMinutes: number;
    /** Whether it is for other scripts to include, and works for nobody without `forHost`. */
    library: boolean;
  };
}

/** Made by the build: holds the one file that names Google's mail service only where a deployment sends e-mail. */
declare module 'sheetbound:email' {
  export const sendEmail: ((address: string, text: string) => void) | undefined;
}
