/** JSON beside a source: text in the bundles (parsed on first use), an object where a loader parses it. */
declare module '*.json' {
  const json: string | object;
  export default json;
}

/** Made by the build from the folders under `src/Sources`; never written by hand. */
declare module 'sheetbound:connectors' {
  export const AvailableConnectors: import('./Core/ConnectorRegistry').ConnectorRegistry;
}
