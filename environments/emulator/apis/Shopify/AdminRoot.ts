import type { QueryContext } from './AdminSchema';
import type { BulkOperations } from './BulkOperations';
import { THIRD_PARTY } from './Sales';
import { search } from './Search';
import type { Thing } from './Things';
import type { World } from './World';

const LISTS = [
  'abandonedCheckouts',
  'articles',
  'blogs',
  'codeDiscountNodes',
  'collections',
  'customers',
  'fulfillmentOrders',
  'inventoryItems',
  'locations',
  'orders',
  'pages',
  'productVariants',
  'products',
  'tenderTransactions',
];
const SORTS: Readonly<Record<string, string>> = { UPDATED_AT: 'updatedAt', CREATED_AT: 'createdAt' };
const VERSIONS = ['2026-01', '2026-04', '2026-07', '2026-10'];
/** Days of which an app sees orders unless it may read all of them. */
const RECENT_ORDERS = 60;

/** The fields of the query root and of the mutations, for one shop. */
export function adminRoot(world: World, bulk: BulkOperations, now: string): Record<string, unknown> {
  const lists = LISTS.map(root => [
    root,
    (args: Record<string, unknown>, context: QueryContext) => listed(world, root, args, context, now),
  ]);
  return {
    ...Object.fromEntries(lists),
    shop: world.shop,
    node: ({ id }: { id: string }) => world.node(id) ?? null,
    currentAppInstallation: (_args: unknown, { scopes }: QueryContext) => ({
      id: 'gid://shopify/AppInstallation/1',
      accessScopes: scopes.map(handle => ({ handle })),
    }),
    publicApiVersions: VERSIONS.map(handle => ({ handle, displayName: handle, supported: true })),
    bulkOperation: ({ id }: { id: string }) => bulk.look(id),
    bulkOperations: () => bulk.all(),
    bulkOperationRunQuery: ({ query }: { query: string }, context: QueryContext) =>
      bulk.submit(query, context),
  };
}

function listed(
  world: World,
  root: string,
  args: Record<string, unknown>,
  context: QueryContext,
  now: string,
): Thing[] {
  let things = visible(world.list(root), root, args, context, now);
  if (typeof args['query'] === 'string') {
    const { found, warnings } = search(things, root, args['query']);
    if (warnings.length) context.searches.push({ path: [root], query: args['query'], warnings });
    things = found;
  }
  const sort = SORTS[String(args['sortKey'])];
  if (sort !== undefined) things = [...things].sort((a, b) => String(a[sort]).localeCompare(String(b[sort])));
  return args['reverse'] === true ? [...things].reverse() : things;
}

/** What is not to be seen unless it is asked for, or allowed. */
function visible(
  things: readonly Thing[],
  root: string,
  args: Record<string, unknown>,
  { scopes }: QueryContext,
  now: string,
): Thing[] {
  const oldest = Date.parse(now) - RECENT_ORDERS * 86_400_000;
  return things.filter(thing => {
    if (root === 'locations')
      return (
        (args['includeInactive'] === true || thing['isActive'] === true) &&
        (args['includeLegacy'] === true || thing['isFulfillmentService'] !== true)
      );
    if (root === 'fulfillmentOrders')
      return (args['includeClosed'] === true || thing['status'] !== 'CLOSED') && mayFulfil(thing, scopes);
    if (root === 'orders' && !scopes.includes('read_all_orders'))
      return Date.parse(String(thing['processedAt'])) >= oldest;
    return true;
  });
}

/** What a fulfillment service sends is left out, without a word, for an app that may not see it. */
function mayFulfil(thing: Thing, scopes: readonly string[]): boolean {
  const { name } = thing['assignedLocation'] as { name: string };
  return name !== THIRD_PARTY || scopes.includes('read_third_party_fulfillment_orders');
}
