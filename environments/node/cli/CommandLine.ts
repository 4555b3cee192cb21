/** The command as a person would type it again. It holds no secret: secrets are refused on the command line. */
export function commandLine(argv: readonly string[]): string {
  return ['npx sheetbound', ...argv.map(quote)].join(' ');
}

/** For a POSIX shell; plain words stay as they are. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;
}
