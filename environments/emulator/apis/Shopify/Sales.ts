import type { Maker, Thing } from './Things';

/** Who bought. */
export function customer(make: Maker, index: number): Thing {
  const firstName = make.pick(['Ada', 'Grace', 'Édith', 'Mary'], 'first', index);
  const lastName = make.pick(['Lovelace', 'Hopper', 'Clarke', "O'Neil"], 'last', index);
  return {
    __typename: 'Customer',
    id: make.id('Customer', index),
    firstName,
    lastName,
    displayName: `${firstName} ${lastName}`,
    defaultEmailAddress: make.chance(0.9, 'mail', index)
      ? {
          __typename: 'CustomerEmailAddress',
          emailAddress: `customer${index}@example.com`,
          marketingState: make.pick(['SUBSCRIBED', 'NOT_SUBSCRIBED', 'UNSUBSCRIBED'], 'consent', index),
        }
      : null,
    defaultPhoneNumber: make.chance(0.5, 'phone', index)
      ? {
          __typename: 'CustomerPhoneNumber',
          phoneNumber: `+1555${String(1_000_000 + index)}`,
          smsMarketingConsent: {
            __typename: 'CustomerSmsMarketingConsent',
            state: make.pick(['SUBSCRIBED', 'NEVER_SUBSCRIBED'], 'sms', index),
          },
        }
      : null,
    state: make.pick(['ENABLED', 'DISABLED', 'INVITED'], 'state', index),
    locale: make.pick(['en', 'uk', 'fr'], 'locale', index),
    taxExempt: make.chance(0.1, 'exempt', index),
    verifiedEmail: make.chance(0.8, 'verified', index),
    numberOfOrders: String(make.between(0, 40, 'orders', index)),
    amountSpent: make.money(0, 5000, 'spent', index),
    tags: make.tags(index),
    note: make.chance(0.3, 'note', index) ? 'Calls before noon,\n"never" on Fridays' : null,
    defaultAddress: make.chance(0.8, 'address', index) ? make.address('MailingAddress', index) : null,
    metafields: make.metafields('Customer', index),
    createdAt: make.before(index, 30),
    updatedAt: make.updatedAt(index),
  };
}

/** What was bought. Every fourth order was partly refunded; every sixth has no customer. */
export function order(make: Maker, index: number, customers: readonly Thing[]): Thing {
  const isRefunded = index % 4 === 0;
  const isCancelled = index % 7 === 3;
  const isClosed = index % 3 === 1;
  const processedAt = make.before(index, 3);
  const code = `SAVE${index % 5}`;
  return {
    __typename: 'Order',
    id: make.id('Order', index),
    name: `#${1001 + index}`,
    email: make.chance(0.9, 'email', index) ? `order${index}@example.com` : null,
    phone: make.chance(0.4, 'orderPhone', index) ? `+1555${String(2_000_000 + index)}` : null,
    displayFinancialStatus: isRefunded ? 'PARTIALLY_REFUNDED' : make.pick(['PAID', 'PENDING'], 'paid', index),
    displayFulfillmentStatus: make.pick(['FULFILLED', 'UNFULFILLED'], 'fulfilled', index),
    confirmed: true,
    closed: isClosed,
    cancelledAt: isCancelled ? make.before(index, 1) : null,
    cancelReason: isCancelled ? 'CUSTOMER' : null,
    currencyCode: 'USD',
    subtotalPriceSet: make.bag(10, 900, 'subtotal', index),
    totalPriceSet: make.bag(10, 999, 'total', index),
    totalTaxSet: make.chance(0.9, 'taxed', index) ? make.bag(0, 90, 'tax', index) : null,
    totalShippingPriceSet: make.bag(0, 20, 'shipping', index),
    totalDiscountsSet: make.bag(0, 50, 'discounts', index),
    currentTotalDiscountsSet: make.bag(0, 50, 'currentDiscounts', index),
    currentTotalTaxSet: make.bag(0, 90, 'currentTax', index),
    totalRefundedSet: isRefunded ? make.bag(1, 20, 'refunded', index) : make.bag(0, 0, 'refunded'),
    totalOutstandingSet: make.bag(0, 0, 'outstanding'),
    discountCodes: make.chance(0.5, 'code', index) ? [code] : [],
    totalWeight: String(make.between(0, 20_000, 'weight', index)),
    fullyPaid: !isCancelled,
    taxesIncluded: false,
    taxExempt: make.chance(0.1, 'orderExempt', index),
    customer: index % 6 === 5 ? null : (customers[index % Math.max(1, customers.length)] ?? null),
    shippingAddress: make.chance(0.9, 'ship', index) ? make.address('MailingAddress', index) : null,
    billingAddress: make.chance(0.9, 'bill', index) ? make.address('MailingAddress', index + 1) : null,
    tags: make.tags(index),
    note: make.chance(0.3, 'orderNote', index) ? '=HYPERLINK("leave at the door")' : null,
    sourceName: make.pick(['web', 'pos', 'shopify_draft_order'], 'source', index),
    processedAt,
    closedAt: isClosed ? make.updatedAt(index) : null,
    createdAt: processedAt,
    updatedAt: make.updatedAt(index),
    lineItems: () => lineItems(make, index),
    shippingLines: () => [shippingLine(make, index)],
    discountApplications: () => [discountApplication(make, index, code)],
    refunds: () => (isRefunded ? [refund(make, index)] : []),
    metafields: make.metafields('Order', index),
  };
}

function lineItems(make: Maker, index: number): Thing[] {
  return Array.from({ length: make.settings.nested }, (_, place) => ({
    __typename: 'LineItem',
    id: make.id('LineItem', index * 1000 + place),
    name: `Shirt, "size ${place}"`,
    sku: place % 4 === 3 ? null : `SKU-${place}`,
    quantity: make.between(1, 5, 'quantity', index, place),
    currentQuantity: make.between(0, 5, 'currentQuantity', index, place),
    vendor: 'Simulated',
    variantTitle: `Size ${place}`,
    taxable: true,
    originalUnitPriceSet: make.bag(5, 50, 'unit', index, place),
    discountedTotalSet: make.bag(5, 50, 'discounted', index, place),
    totalDiscountSet: make.bag(0, 5, 'discount', index, place),
    product: { __typename: 'Product', id: make.id('Product', place) },
    variant: { __typename: 'ProductVariant', id: make.id('ProductVariant', place) },
  }));
}

function shippingLine(make: Maker, index: number): Thing {
  return {
    __typename: 'ShippingLine',
    id: make.id('ShippingLine', index),
    title: 'Standard',
    code: 'STANDARD',
    source: 'shopify',
    carrierIdentifier: null,
    originalPriceSet: make.bag(0, 20, 'shipping', index),
    discountedPriceSet: make.bag(0, 20, 'shipping', index),
  };
}

function discountApplication(make: Maker, index: number, code: string): Thing {
  const common = { index: 0, allocationMethod: 'ACROSS', targetSelection: 'ALL', targetType: 'LINE_ITEM' };
  if (index % 2)
    return {
      __typename: 'ManualDiscountApplication',
      ...common,
      title: 'Sorry',
      description: 'Late parcel',
      value: make.money(1, 20, 'manual', index),
    };
  const value = { __typename: 'PricingPercentageValue', percentage: 12.5 };
  return { __typename: 'DiscountCodeApplication', ...common, code, value };
}

function refund(make: Maker, index: number): Thing {
  return {
    __typename: 'Refund',
    id: make.id('Refund', index),
    createdAt: make.before(index, 1),
    note: null,
    totalRefundedSet: make.bag(1, 20, 'refunded', index),
    refundLineItems: () =>
      lineItems(make, index).map((lineItem, place) => ({
        __typename: 'RefundLineItem',
        quantity: 1,
        restockType: place % 2 ? 'RETURN' : 'NO_RESTOCK',
        lineItem,
        subtotalSet: make.bag(1, 20, 'refundSubtotal', index, place),
        totalTaxSet: make.bag(0, 2, 'refundTax', index, place),
      })),
  };
}

export function abandonedCheckout(make: Maker, index: number, customers: readonly Thing[]): Thing {
  const id = make.id('AbandonedCheckout', index);
  return {
    __typename: 'AbandonedCheckout',
    id,
    abandonedCheckoutUrl: `https://${make.shop}/checkouts/${index}/recover`,
    completedAt: index % 3 === 0 ? make.updatedAt(index) : null,
    createdAt: make.before(index, 2),
    updatedAt: make.updatedAt(index),
    defaultCursor: Buffer.from(id).toString('base64'),
    lineItemsQuantity: make.between(1, 9, 'pieces', index),
    totalPriceSet: make.bag(5, 500, 'checkout', index),
    billingAddress: make.chance(0.8, 'checkoutBill', index) ? make.address('MailingAddress', index) : null,
    shippingAddress: make.chance(0.8, 'checkoutShip', index)
      ? make.address('MailingAddress', index + 2)
      : null,
    customer: index % 4 === 3 ? null : (customers[index % Math.max(1, customers.length)] ?? null),
  };
}

export function tenderTransaction(make: Maker, index: number, orders: readonly Thing[]): Thing {
  const isRefund = index % 5 === 4;
  const amount = make.amount(make.between(100, 99_900, 'tender', index));
  return {
    __typename: 'TenderTransaction',
    id: make.id('TenderTransaction', index),
    amount: { __typename: 'MoneyV2', amount: `${isRefund ? '-' : ''}${amount}`, currencyCode: 'USD' },
    remoteReference: make.chance(0.8, 'reference', index) ? `ch_${index}` : null,
    test: false,
    order: orders[index % Math.max(1, orders.length)] ?? null,
    processedAt: make.updatedAt(index),
  };
}

export function fulfillmentOrder(make: Maker, index: number, orders: readonly Thing[]): Thing {
  const of = orders[index % Math.max(1, orders.length)];
  return {
    __typename: 'FulfillmentOrder',
    id: make.id('FulfillmentOrder', index),
    status: index % 2 ? 'CLOSED' : 'OPEN',
    requestStatus: 'UNSUBMITTED',
    orderId: of?.['id'],
    orderName: of?.['name'],
    assignedLocation: {
      __typename: 'FulfillmentOrderAssignedLocation',
      name: index % 4 === 3 ? THIRD_PARTY : 'Warehouse 1',
      location: { __typename: 'Location', id: make.id('Location', 0) },
    },
    fulfillAt: make.chance(0.7, 'fulfillAt', index) ? make.updatedAt(index) : null,
    deliveryMethod: {
      __typename: 'DeliveryMethod',
      id: make.id('DeliveryMethod', index),
      methodType: make.pick(['SHIPPING', 'PICK_UP'], 'method', index),
    },
    createdAt: make.before(index, 2),
    updatedAt: make.updatedAt(index),
  };
}

/** A location that is not the shop's own. */
export const THIRD_PARTY = 'Parcels & Co';

const DISCOUNTS = ['DiscountCodeBasic', 'DiscountCodeBxgy', 'DiscountCodeFreeShipping', 'DiscountCodeApp'];

/** False and 0 among the values. */
export function discountNode(make: Maker, index: number): Thing {
  return {
    __typename: 'DiscountCodeNode',
    id: make.id('DiscountCodeNode', index),
    codeDiscount: {
      __typename: DISCOUNTS[index % DISCOUNTS.length] ?? '',
      title: `Spring ${index}`,
      status: make.pick(['ACTIVE', 'EXPIRED'], 'discountStatus', index),
      startsAt: make.before(index, 20),
      endsAt: make.chance(0.5, 'ends', index) ? make.updatedAt(index) : null,
      usageLimit: make.chance(0.5, 'limit', index) ? 100 : null,
      appliesOncePerCustomer: index % 2 === 0,
      asyncUsageCount: index % 3,
      codes: () => [1, 2].map(place => ({ __typename: 'DiscountRedeemCode', code: `CODE${index}-${place}` })),
      createdAt: make.before(index, 20),
      updatedAt: make.updatedAt(index),
    },
  };
}
