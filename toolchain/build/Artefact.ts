/** Where the artefacts go, relative to the checkout; a build makes them in a folder of its own and swaps it in when whole. */
export function outputFolder(): string {
  return process.env['SHEETBOUND_OUTPUT'] ?? 'dist';
}

/** `--environment ARTEFACT:apps-script` or `ARTEFACT:node` builds one of the two; default both. */
export function chosenArtefacts(): readonly string[] {
  return (process.env['ARTEFACT'] ?? 'apps-script,node').split(',');
}
