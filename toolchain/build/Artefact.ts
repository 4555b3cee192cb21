/** Where the artefacts go, relative to the checkout; a build makes them in a folder of its own and swaps it in when whole. */
export function outputFolder(): string {
  return process.env['SHEETBOUND_OUTPUT'] ?? 'dist';
}
