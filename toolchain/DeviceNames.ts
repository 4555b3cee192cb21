/** Windows keeps these from being names of folders. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

export function isDeviceName(name: string): boolean {
  return DEVICES.test(name);
}
