import { contains, type Box } from './A1';

/** A protected range, or a whole protected tab but for some ranges. */
export interface ProtectionModel {
  id: string;
  kind: 'RANGE' | 'SHEET';
  /** Undefined for a whole tab. */
  box?: Box;
  unprotected: Box[];
  description: string;
  warningOnly: boolean;
  /** Who may edit besides the owner of the file. 'all': every editor of the file, as when it is new. */
  editors: string[] | 'all';
}

export function mayEdit(protection: ProtectionModel, user: string, owner: string): boolean {
  if (protection.warningOnly || user === owner || protection.editors === 'all') return true;
  return protection.editors.includes(user);
}

export function protects(protection: ProtectionModel, row: number, column: number): boolean {
  if (protection.box) return contains(protection.box, row, column);
  return !protection.unprotected.some(box => contains(box, row, column));
}
