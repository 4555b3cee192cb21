import fc from 'fast-check';
import { parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../../environments/emulator/apis/Shopify/AdminSchema';
import { bulkQueryFaults } from '../../../environments/emulator/apis/Shopify/BulkQuery';
import { queryCost } from '../../../environments/emulator/apis/Shopify/QueryCost';
import { validationErrors } from '../../../environments/emulator/apis/Shopify/Validation';
import { parseFieldsSchema, resolveNode } from '../../../src/Core/FieldsSchema';
import { costOf, costOfPage, factorOf, MOST_POINTS, pageSizes } from '../../../src/Sources/Shopify/Cost';
import fieldsSchema from '../../../src/Sources/Shopify/FieldsSchema.json';
import queries from '../../../src/Sources/Shopify/Queries.json';
import {
  bulkQuery,
  pageQuery,
  planQuery,
  singleQuery,
  type NodeQuery,
} from '../../../src/Sources/Shopify/Queries';
import { parseSelections } from '../../../src/Sources/Shopify/Selections';

const nodes = parseFieldsSchema(fieldsSchema);
const all = parseFieldsSchema(queries) as unknown as Record<string, NodeQuery>;
const fieldsOf = (node: string) => Object.keys(resolveNode(nodes, node).fields);
const queryFor = (node: string): NodeQuery => all[node] ?? { root: '', type: '' };
const planFor = (node: string, fields: readonly string[]) => planQuery(queryFor(node), fields);

/** Any selection of fields of any node. */
const selection = fc
  .constantFrom(...Object.keys(all))
  .chain(node => fc.tuple(fc.constant(node), fc.subarray(fieldsOf(node))));

function operationOf(query: string): OperationDefinitionNode {
  const [definition] = parse(query).definitions;
  if (definition?.kind !== 'OperationDefinition') throw new Error('No operation.');
  return definition;
}

describe('queries of Shopify', () => {
  it('ask for every node of the schema, and for nothing else', () => {
    expect(Object.keys(all)).toEqual(Object.keys(nodes));
    for (const [node, { paths = {} }] of Object.entries(all))
      expect(fieldsOf(node), node).toEqual(expect.arrayContaining(Object.keys(paths)));
  });

  it('are understood, whatever fields are chosen, in pages and in bulk', () => {
    fc.assert(
      fc.property(selection, ([node, fields]) => {
        const plan = planFor(node, fields);
        const isSingle = plan.query.root === 'shop';
        const query = isSingle
          ? singleQuery(plan, 250)
          : pageQuery(plan, pageSizes(plan.selections), 'x', undefined);
        expect(validationErrors(schema, parse(query))).toEqual([]);
        if (!isSingle) expect(bulkQueryFaults(bulkQuery(plan, undefined))).toEqual([]);
      }),
    );
  });

  it('cost what they were reckoned to, and never more than Shopify takes', () => {
    fc.assert(
      fc.property(selection, ([node, fields]) => {
        const plan = planFor(node, fields);
        if (plan.query.root === 'shop') return;
        const sizes = pageSizes(plan.selections);
        const cost = queryCost(schema, operationOf(pageQuery(plan, sizes, undefined, undefined)));
        expect(cost).toBe(costOfPage(plan.selections, sizes));
        expect(cost).toBeLessThanOrEqual(MOST_POINTS);
      }),
    );
  });

  it('are reckoned as Shopify does, by figures that it has published', () => {
    // variants(first: 250){nodes{inventoryItem{id tracked}}} of one product: 25 points.
    const variants = parseSelections('variants*{inventoryItem{id tracked}}');
    expect(1 + costOf(variants, 250)).toBe(25);
    // customers(first: ...){nodes{phone}}: 12 points, 10 times the 1 of the things.
    expect([0, 1, 2, 10, 50, 250].map(factorOf)).toEqual([0, 1, 1, 4, 7, 11]);
  });

  it('ask for the chosen fields only', () => {
    const plan = planFor('orders', ['shopDomain', 'id', 'name', 'totalPrice', 'customerId', 'updatedDate']);
    expect(pageQuery(plan, pageSizes(plan.selections), undefined, "updated_at:>='a'")).toBe(
      `query{orders(first: 250, query: "updated_at:>='a'", sortKey: UPDATED_AT){nodes{id name totalPriceSet{shopMoney{amount}} customer{id} updatedAt}pageInfo{hasNextPage endCursor}}}`,
    );
  });

  it('ask for a discount of each of its four types, apps among them', () => {
    const plan = planFor('discount-codes', ['id', 'discountType', 'title']);
    expect(pageQuery(plan, { size: 250, inner: 10 }, 'after', undefined)).toBe(
      'query{codeDiscountNodes(first: 250, after: "after"){nodes{id codeDiscount{__typename ...on DiscountCodeBasic{title} ...on DiscountCodeBxgy{title} ...on DiscountCodeFreeShipping{title} ...on DiscountCodeApp{title}}}pageInfo{hasNextPage endCursor}}}',
    );
  });

  it('leave to later what a bulk operation refuses, and mark which list a thing belongs to', () => {
    const plan = planFor('orders', ['id', 'lineItems', 'refunds', 'name']);
    expect(plan.late.map(({ name }) => name)).toEqual(['id', 'refunds']);
    expect(bulkQuery(plan, undefined)).toMatch(
      /^\{orders\(sortKey: UPDATED_AT\)\{edges\{node\{id lineItems\{edges\{node\{in_lineItems:__typename id .*\} name refunds\{id\}\}\}\}\}$/,
    );
  });

  it('ask for locations and fulfillment orders that Shopify hides unless asked', () => {
    const text = (node: string) =>
      pageQuery(planFor(node, ['id']), { size: 1, inner: 1 }, undefined, undefined);
    expect(text('locations')).toContain('includeInactive: true, includeLegacy: true');
    expect(text('metafield-locations')).toContain('includeInactive: true, includeLegacy: true');
    expect(text('fulfillment-orders')).toContain('includeClosed: true');
  });
});
