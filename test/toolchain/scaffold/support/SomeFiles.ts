/** A connector of few files. */
export const FILES: Readonly<Record<string, string>> = {
  'src/Sources/Shop/Source.ts': 'the source',
  'src/Sources/Shop/manifest.json': '{}',
  'environments/emulator/apis/Shop/Simulator.ts': 'the simulator',
  'test/sources/Shop/cases.ts': 'the cases',
};
