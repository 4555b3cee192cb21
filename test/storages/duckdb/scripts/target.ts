import type { StorageTarget } from '../../../../src/Core/AbstractStorage';

export const target: StorageTarget = {
  id: 'orders',
  name: 'orders',
  sourceName: 'Shop',
  fields: { id: { type: 'string' }, day: { type: 'date' }, n: { type: 'integer' } },
  uniqueKeys: ['id'],
};
