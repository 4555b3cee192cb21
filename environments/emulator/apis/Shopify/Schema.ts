import { ENUMS } from './SchemaEnums';

const PAGE = 'after: String, before: String, first: Int, last: Int, reverse: Boolean = false';
const SEARCH = `${PAGE}, query: String`;
const SAVED = `${SEARCH}, savedSearchId: ID`;
const METAFIELDS = `metafields(${PAGE}, keys: [String!], namespace: String): MetafieldConnection!`;
const DISCOUNT = `
  appliesOncePerCustomer: Boolean! asyncUsageCount: Int!
  codes(${SAVED}, sortKey: DiscountCodeSortKeys = ID): DiscountRedeemCodeConnection!
  createdAt: DateTime! endsAt: DateTime startsAt: DateTime! status: DiscountStatus! title: String!
  updatedAt: DateTime! usageLimit: Int`;
const APPLICATION = `allocationMethod: DiscountApplicationAllocationMethod! index: Int!
  targetSelection: DiscountApplicationTargetSelection! targetType: DiscountApplicationTargetType! value: PricingValue!`;

/** Types that come in pages. */
const PAGED = [
  'AbandonedCheckout',
  'Article',
  'Blog',
  'BulkOperation',
  'Collection',
  'Customer',
  'DiscountApplication',
  'DiscountCodeNode',
  'DiscountRedeemCode',
  'FulfillmentOrder',
  'InventoryItem',
  'LineItem',
  'Location',
  'Metafield',
  'Order',
  'Page',
  'Product',
  'ProductVariant',
  'RefundLineItem',
  'ShippingLine',
  'TenderTransaction',
];

const CONNECTIONS = PAGED.map(
  type => `type ${type}Connection { edges: [${type}Edge!]! nodes: [${type}!]! pageInfo: PageInfo! }
type ${type}Edge { cursor: String! node: ${type}! }`,
).join('\n');

/** The part of the Admin API's schema that imports need, in its version 2026-10: what it lacks is refused. */
export const SCHEMA = `${CONNECTIONS}
type AbandonedCheckout implements Node {
  abandonedCheckoutUrl: URL! billingAddress: MailingAddress completedAt: DateTime createdAt: DateTime!
  customer: Customer defaultCursor: String! id: ID! lineItemsQuantity: Int! shippingAddress: MailingAddress
  totalPriceSet: MoneyBag! updatedAt: DateTime!
}
type AccessScope { handle: String! }
type ApiVersion { displayName: String! handle: String! supported: Boolean! }
type AppInstallation implements Node { accessScopes: [AccessScope!]! id: ID! }
type Article implements Node {
  author: ArticleAuthor blog: Blog! body: HTML! createdAt: DateTime! handle: String! id: ID! image: Image
  isPublished: Boolean!
  ${METAFIELDS}
  publishedAt: DateTime summary: HTML tags: [String!]! templateSuffix: String title: String!
  updatedAt: DateTime
}
type ArticleAuthor { name: String! }
type AutomaticDiscountApplication implements DiscountApplication { title: String! ${APPLICATION} }
type Blog implements Node {
  createdAt: DateTime! handle: String! id: ID!
  ${METAFIELDS}
  templateSuffix: String title: String! updatedAt: DateTime
}
type BulkOperation implements Node {
  completedAt: DateTime createdAt: DateTime! errorCode: BulkOperationErrorCode fileSize: UnsignedInt64
  id: ID! objectCount: UnsignedInt64! partialDataUrl: URL query: String! rootObjectCount: UnsignedInt64!
  status: BulkOperationStatus! type: BulkOperationType! url: URL
}
type BulkOperationRunQueryPayload { bulkOperation: BulkOperation userErrors: [BulkOperationUserError!]! }
type BulkOperationUserError { code: BulkOperationUserErrorCode field: [String!] message: String! }
type Collection implements Node {
  description(truncateAt: Int): String! descriptionHtml: HTML! handle: String! id: ID!
  image(crop: CropRegion, maxHeight: Int, maxWidth: Int, scale: Int = 1): Image
  ${METAFIELDS}
  productsCount: Count sortOrder: CollectionSortOrder! templateSuffix: String title: String!
  updatedAt: DateTime!
}
type Count { count: Int! }
union DiscountCode = DiscountCodeApp | DiscountCodeBasic | DiscountCodeBxgy | DiscountCodeFreeShipping
union PricingValue = MoneyV2 | PricingPercentageValue
type Customer implements Node {
  amountSpent: MoneyV2! createdAt: DateTime! defaultAddress: MailingAddress
  defaultEmailAddress: CustomerEmailAddress defaultPhoneNumber: CustomerPhoneNumber displayName: String!
  firstName: String id: ID! lastName: String locale: String!
  ${METAFIELDS}
  note: String numberOfOrders: UnsignedInt64! state: CustomerState! tags: [String!]! taxExempt: Boolean!
  updatedAt: DateTime! verifiedEmail: Boolean!
}
type CustomerAccountsV2 { customerAccountsVersion: CustomerAccountsVersion! }
type CustomerEmailAddress { emailAddress: String! marketingState: CustomerEmailAddressMarketingState! }
type CustomerPhoneNumber { phoneNumber: String! smsMarketingConsent: CustomerSmsMarketingConsent! }
type CustomerSmsMarketingConsent { state: CustomerMarketingConsentState! }
type DeliveryMethod implements Node { id: ID! methodType: DeliveryMethodType! }
interface DiscountApplication { ${APPLICATION} }
type DiscountCodeApp { ${DISCOUNT} }
type DiscountCodeApplication implements DiscountApplication { code: String! ${APPLICATION} }
type DiscountCodeBasic { ${DISCOUNT} }
type DiscountCodeBxgy { ${DISCOUNT} }
type DiscountCodeFreeShipping { ${DISCOUNT} }
type DiscountCodeNode implements Node { codeDiscount: DiscountCode! id: ID! }
type DiscountRedeemCode { code: String! }
type Domain implements Node { host: String! id: ID! }
type FulfillmentOrder implements Node {
  assignedLocation: FulfillmentOrderAssignedLocation! createdAt: DateTime! deliveryMethod: DeliveryMethod
  fulfillAt: DateTime id: ID! orderId: ID! orderName: String! requestStatus: FulfillmentOrderRequestStatus!
  status: FulfillmentOrderStatus! updatedAt: DateTime!
}
type FulfillmentOrderAssignedLocation { location: Location name: String! }
type Image { url: URL! }
type InventoryItem implements Node {
  countryCodeOfOrigin: CountryCode createdAt: DateTime! harmonizedSystemCode: String id: ID!
  requiresShipping: Boolean! sku: String tracked: Boolean! updatedAt: DateTime! variant: ProductVariant!
}
type LineItem implements Node {
  currentQuantity: Int! discountedTotalSet(withCodeDiscounts: Boolean = false): MoneyBag! id: ID!
  name: String! originalUnitPriceSet: MoneyBag! product: Product quantity: Int! sku: String
  taxable: Boolean! totalDiscountSet: MoneyBag! variant: ProductVariant variantTitle: String vendor: String
}
type Location implements Node {
  address: LocationAddress! createdAt: DateTime! fulfillsOnlineOrders: Boolean! hasActiveInventory: Boolean!
  id: ID! isActive: Boolean! isFulfillmentService: Boolean! isPrimary: Boolean!
  ${METAFIELDS}
  name: String! shipsInventory: Boolean! updatedAt: DateTime!
}
type LocationAddress {
  address1: String address2: String city: String country: String countryCode: String phone: String
  province: String provinceCode: String zip: String
}
type MailingAddress implements Node { city: String country: String id: ID! province: String zip: String }
type ManualDiscountApplication implements DiscountApplication { description: String title: String! ${APPLICATION} }
type MediaImage implements Media & Node { id: ID! preview: MediaPreviewImage }
interface Media { preview: MediaPreviewImage }
type MediaPreviewImage { image: Image }
type Metafield implements Node {
  createdAt: DateTime! id: ID! key: String! namespace: String! ownerType: MetafieldOwnerType! type: String!
  updatedAt: DateTime! value: String!
}
type MoneyBag { shopMoney: MoneyV2! }
type MoneyV2 { amount: Decimal! currencyCode: CurrencyCode! }
type Mutation {
  bulkOperationRunQuery(groupObjects: Boolean! = false, query: String!): BulkOperationRunQueryPayload
}
interface Node { id: ID! }
type Order implements Node {
  billingAddress: MailingAddress cancelReason: OrderCancelReason cancelledAt: DateTime closed: Boolean!
  closedAt: DateTime confirmed: Boolean! createdAt: DateTime! currencyCode: CurrencyCode!
  currentTotalDiscountsSet: MoneyBag! currentTotalTaxSet: MoneyBag! customer: Customer
  discountApplications(${PAGE}): DiscountApplicationConnection!
  discountCodes: [String!]! displayFinancialStatus: OrderDisplayFinancialStatus
  displayFulfillmentStatus: OrderDisplayFulfillmentStatus! email: String fullyPaid: Boolean! id: ID!
  lineItems(${PAGE}): LineItemConnection!
  ${METAFIELDS}
  name: String! note: String phone: String processedAt: DateTime! refunds(first: Int): [Refund!]!
  shippingAddress: MailingAddress
  shippingLines(${PAGE}, includeRemovals: Boolean = false): ShippingLineConnection!
  sourceName: String subtotalPriceSet: MoneyBag tags: [String!]! taxExempt: Boolean! taxesIncluded: Boolean!
  totalDiscountsSet: MoneyBag totalOutstandingSet: MoneyBag! totalPriceSet: MoneyBag!
  totalRefundedSet: MoneyBag! totalShippingPriceSet: MoneyBag! totalTaxSet: MoneyBag
  totalWeight: UnsignedInt64 updatedAt: DateTime!
}
type Page implements Node {
  body: HTML! bodySummary: String! createdAt: DateTime! handle: String! id: ID! isPublished: Boolean!
  ${METAFIELDS}
  publishedAt: DateTime templateSuffix: String title: String! updatedAt: DateTime!
}
type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }
type PricingPercentageValue { percentage: Float! }
type Product implements Node {
  createdAt: DateTime! description(truncateAt: Int): String! descriptionHtml: HTML! featuredMedia: Media
  handle: String! id: ID!
  ${METAFIELDS}
  onlineStoreUrl: URL priceRangeV2: ProductPriceRangeV2! productType: String! publishedAt: DateTime
  seo: SEO! status: ProductStatus! tags: [String!]! templateSuffix: String title: String!
  totalInventory: Int! updatedAt: DateTime! variantsCount: Count vendor: String!
}
type ProductPriceRangeV2 { maxVariantPrice: MoneyV2! minVariantPrice: MoneyV2! }
type ProductVariant implements Node {
  availableForSale: Boolean! barcode: String compareAtPrice: Money createdAt: DateTime! displayName: String!
  id: ID! inventoryItem: InventoryItem! inventoryPolicy: ProductVariantInventoryPolicy!
  inventoryQuantity: Int
  ${METAFIELDS}
  position: Int! price: Money! product: Product! sku: String taxCode: String taxable: Boolean!
  title: String! updatedAt: DateTime!
}
type QueryRoot {
  abandonedCheckouts(${SAVED}, sortKey: AbandonedCheckoutSortKeys = ID): AbandonedCheckoutConnection!
  articles(${SEARCH}, sortKey: ArticleSortKeys = ID): ArticleConnection!
  blogs(${SEARCH}, sortKey: BlogSortKeys = ID): BlogConnection!
  bulkOperation(id: ID!): BulkOperation
  bulkOperations(${SEARCH}, sortKey: BulkOperationsSortKeys = CREATED_AT): BulkOperationConnection!
  codeDiscountNodes(${SAVED}, sortKey: CodeDiscountSortKeys = ID): DiscountCodeNodeConnection!
  collections(${SAVED}, sortKey: CollectionSortKeys = ID): CollectionConnection!
  currentAppInstallation: AppInstallation!
  customers(${SEARCH}, sortKey: CustomerSortKeys = ID): CustomerConnection!
  fulfillmentOrders(${SEARCH}, includeClosed: Boolean = false, sortKey: FulfillmentOrderSortKeys = ID): FulfillmentOrderConnection!
  inventoryItems(${SEARCH}): InventoryItemConnection!
  locations(${SEARCH}, includeInactive: Boolean = false, includeLegacy: Boolean = false, sortKey: LocationSortKeys = NAME): LocationConnection!
  node(id: ID!): Node
  orders(${SAVED}, sortKey: OrderSortKeys = PROCESSED_AT): OrderConnection!
  pages(${SAVED}, sortKey: PageSortKeys = ID): PageConnection!
  productVariants(${SAVED}, sortKey: ProductVariantSortKeys = ID): ProductVariantConnection!
  products(${SAVED}, sortKey: ProductSortKeys = ID): ProductConnection!
  publicApiVersions: [ApiVersion!]! shop: Shop!
  tenderTransactions(${SEARCH}): TenderTransactionConnection!
}
type Refund implements Node {
  createdAt: DateTime id: ID! note: String
  refundLineItems(${PAGE}): RefundLineItemConnection!
  totalRefundedSet: MoneyBag!
}
type RefundLineItem {
  lineItem: LineItem! quantity: Int! restockType: RefundLineItemRestockType! subtotalSet: MoneyBag!
  totalTaxSet: MoneyBag!
}
type SEO { description: String title: String }
type ScriptDiscountApplication implements DiscountApplication { title: String! ${APPLICATION} }
type ShippingLine {
  carrierIdentifier: String code: String discountedPriceSet: MoneyBag! id: ID originalPriceSet: MoneyBag!
  source: String title: String!
}
type Shop implements Node {
  contactEmail: String! createdAt: DateTime! currencyCode: CurrencyCode!
  customerAccountsV2: CustomerAccountsV2! email: String! ianaTimezone: String! id: ID!
  ${METAFIELDS}
  myshopifyDomain: String! name: String! plan: ShopPlan! primaryDomain: Domain! shopAddress: ShopAddress!
  taxShipping: Boolean! taxesIncluded: Boolean! timezoneAbbreviation: String! updatedAt: DateTime!
  weightUnit: WeightUnit!
}
type ShopAddress implements Node { city: String country: String id: ID! province: String zip: String }
type ShopPlan { publicDisplayName: String! }
type TenderTransaction implements Node {
  amount: MoneyV2! id: ID! order: Order processedAt: DateTime remoteReference: String test: Boolean!
}
${ENUMS}scalar DateTime
scalar Decimal
scalar HTML
scalar Money
scalar URL
scalar UnsignedInt64
schema { query: QueryRoot mutation: Mutation }
`;
