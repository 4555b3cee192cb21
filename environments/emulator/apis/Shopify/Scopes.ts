import { refusal } from './Validation';

/** Scopes of an app that may read everything that imports need. */
export const ALL_SCOPES = [
  'read_all_orders',
  'read_content',
  'read_customers',
  'read_discounts',
  'read_inventory',
  'read_locations',
  'read_merchant_managed_fulfillment_orders',
  'read_orders',
  'read_products',
  'read_third_party_fulfillment_orders',
];

const NEEDED: Readonly<Record<string, string>> = {
  'QueryRoot.orders': 'read_orders',
  'QueryRoot.abandonedCheckouts': 'read_orders',
  'QueryRoot.tenderTransactions': 'read_orders',
  'QueryRoot.customers': 'read_customers',
  'QueryRoot.products': 'read_products',
  'QueryRoot.productVariants': 'read_products',
  'QueryRoot.collections': 'read_products',
  'QueryRoot.inventoryItems': 'read_inventory',
  'QueryRoot.locations': 'read_locations',
  'QueryRoot.articles': 'read_content',
  'QueryRoot.blogs': 'read_content',
  'QueryRoot.pages': 'read_content',
  'QueryRoot.fulfillmentOrders': 'read_merchant_managed_fulfillment_orders',
  'QueryRoot.codeDiscountNodes': 'read_discounts',
  'Order.customer': 'read_customers',
  'AbandonedCheckout.customer': 'read_customers',
  'ProductVariant.inventoryItem': 'read_inventory',
  'FulfillmentOrderAssignedLocation.location': 'read_locations',
};

/** Throws unless the app may read the field. */
export function requireScope(type: string, field: string, scopes: readonly string[]): void {
  const scope = NEEDED[`${type}.${field}`];
  if (scope === undefined || scopes.includes(scope)) return;
  const requiredAccess = `\`${scope}\` access scope.`;
  throw refusal(`Access denied for ${field} field. Required access: ${requiredAccess}`, 'ACCESS_DENIED', {
    documentation: 'https://shopify.dev/api/usage/access-scopes',
    requiredAccess,
  });
}
