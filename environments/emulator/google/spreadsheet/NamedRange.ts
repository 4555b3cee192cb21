import type { Box } from './A1';

export interface NamedRangeModel {
  name: string;
  sheetId: number;
  box: Box;
}
