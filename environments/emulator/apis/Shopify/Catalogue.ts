import type { Maker, Thing } from './Things';

function image(make: Maker, index: number, share: number): Thing | null {
  if (!make.chance(share, 'image', index)) return null;
  return { __typename: 'Image', url: `https://cdn.shopify.com/s/files/${index}.jpg` };
}

export function product(make: Maker, index: number): Thing {
  const picture = image(make, index, 0.8);
  const isPublished = make.chance(0.8, 'published', index);
  return {
    __typename: 'Product',
    id: make.id('Product', index),
    title: `=Shirt "${index}", long`,
    handle: `shirt-${index}`,
    description: 'Soft, warm',
    descriptionHtml: '<p>Soft,\n<b>warm</b></p>',
    vendor: 'Simulated',
    productType: 'Shirts',
    status: isPublished ? 'ACTIVE' : 'DRAFT',
    tags: make.tags(index),
    templateSuffix: make.chance(0.3, 'template', index) ? 'custom' : null,
    totalInventory: make.between(-3, 90, 'inventory', index),
    variantsCount: { __typename: 'Count', count: make.between(1, 9, 'variants', index) },
    featuredMedia: picture && {
      __typename: 'MediaImage',
      id: make.id('MediaImage', index),
      preview: { __typename: 'MediaPreviewImage', image: picture },
    },
    priceRangeV2: {
      __typename: 'ProductPriceRangeV2',
      minVariantPrice: make.money(5, 20, 'lowest', index),
      maxVariantPrice: make.money(20, 90, 'highest', index),
    },
    seo: make.chance(0.5, 'seo', index)
      ? { __typename: 'SEO', title: `Shirt ${index}`, description: 'A shirt' }
      : { __typename: 'SEO', title: null, description: null },
    onlineStoreUrl: isPublished ? `https://${make.shop}/products/shirt-${index}` : null,
    publishedAt: isPublished ? make.before(index, 10) : null,
    createdAt: make.before(index, 20),
    updatedAt: make.updatedAt(index),
    metafields: make.metafields('Product', index),
  };
}

export function variant(make: Maker, index: number, products: readonly Thing[]): Thing {
  return {
    __typename: 'ProductVariant',
    id: make.id('ProductVariant', index),
    title: `Red / ${index}`,
    displayName: `Shirt - Red / ${index}`,
    sku: make.chance(0.8, 'sku', index) ? `SKU-${index}` : null,
    barcode: make.chance(0.5, 'barcode', index) ? `0${4_000_000_000_000 + index}` : null,
    price: make.amount(make.between(500, 9000, 'price', index)),
    compareAtPrice: make.chance(0.4, 'compare', index) ? '99.0' : null,
    position: index + 1,
    inventoryQuantity: make.between(-2, 40, 'stock', index),
    inventoryPolicy: make.pick(['DENY', 'CONTINUE'], 'policy', index),
    inventoryItem: { __typename: 'InventoryItem', id: make.id('InventoryItem', index) },
    product: products[index % Math.max(1, products.length)],
    taxable: make.chance(0.9, 'taxable', index),
    taxCode: make.chance(0.3, 'taxCode', index) ? 'P0000000' : null,
    availableForSale: make.chance(0.9, 'forSale', index),
    createdAt: make.before(index, 20),
    updatedAt: make.updatedAt(index),
    metafields: make.metafields('ProductVariant', index),
  };
}

export function inventoryItem(make: Maker, index: number): Thing {
  return {
    __typename: 'InventoryItem',
    id: make.id('InventoryItem', index),
    sku: make.chance(0.8, 'sku', index) ? `SKU-${index}` : null,
    tracked: make.chance(0.9, 'tracked', index),
    requiresShipping: make.chance(0.9, 'shipped', index),
    harmonizedSystemCode: make.chance(0.5, 'hs', index) ? '010121' : null,
    countryCodeOfOrigin: make.chance(0.5, 'origin', index) ? 'CA' : null,
    variant: { __typename: 'ProductVariant', id: make.id('ProductVariant', index) },
    createdAt: make.before(index, 20),
    updatedAt: make.updatedAt(index),
  };
}

export function collection(make: Maker, index: number): Thing {
  return {
    __typename: 'Collection',
    id: make.id('Collection', index),
    title: `Spring ${index}`,
    handle: `spring-${index}`,
    description: 'What is new',
    descriptionHtml: '<p>What is new</p>',
    sortOrder: make.pick(['BEST_SELLING', 'MANUAL', 'PRICE_ASC'], 'sort', index),
    templateSuffix: make.chance(0.3, 'template', index) ? 'custom' : null,
    productsCount: { __typename: 'Count', count: make.between(0, 60, 'products', index) },
    image: image(make, index, 0.6),
    updatedAt: make.updatedAt(index),
    metafields: make.metafields('Collection', index),
  };
}

/** The first one is the main one; every fourth is inactive, every fifth belongs to a fulfillment service. */
export function location(make: Maker, index: number): Thing {
  const isActive = index % 4 !== 3;
  return {
    __typename: 'Location',
    id: make.id('Location', index),
    name: `Warehouse ${index + 1}`,
    isActive,
    isPrimary: index === 0,
    isFulfillmentService: index % 5 === 4,
    fulfillsOnlineOrders: isActive,
    hasActiveInventory: isActive,
    shipsInventory: isActive && index < 3,
    address: {
      __typename: 'LocationAddress',
      address1: `${index + 1} Main St`,
      address2: make.chance(0.4, 'suite', index) ? 'Suite 5' : null,
      city: 'Boston',
      province: 'Massachusetts',
      provinceCode: 'MA',
      country: 'United States',
      countryCode: 'US',
      zip: '02108',
      phone: make.chance(0.6, 'locationPhone', index) ? '+16175550100' : null,
    },
    createdAt: make.before(index, 200),
    updatedAt: make.updatedAt(index),
    metafields: make.metafields('Location', index),
  };
}

export function blog(make: Maker, index: number): Thing {
  return {
    __typename: 'Blog',
    id: make.id('Blog', index),
    title: `News ${index}`,
    handle: `news-${index}`,
    templateSuffix: make.chance(0.4, 'template', index) ? 'custom' : null,
    createdAt: make.before(index, 60),
    updatedAt: make.updatedAt(index),
    metafields: make.metafields('Blog', index),
  };
}

export function article(make: Maker, index: number, blogs: readonly Thing[]): Thing {
  const isPublished = make.chance(0.8, 'article', index);
  return {
    __typename: 'Article',
    id: make.id('Article', index),
    title: `Hello "${index}"`,
    handle: `hello-${index}`,
    body: '<p>Text,\nand more</p>',
    summary: make.chance(0.6, 'summary', index) ? '<p>Text</p>' : null,
    author: { __typename: 'ArticleAuthor', name: 'Ada Lovelace' },
    blog: blogs[index % Math.max(1, blogs.length)],
    isPublished,
    publishedAt: isPublished ? make.before(index, 1) : null,
    tags: make.tags(index),
    templateSuffix: make.chance(0.3, 'template', index) ? 'custom' : null,
    image: image(make, index, 0.6),
    createdAt: make.before(index, 5),
    updatedAt: make.updatedAt(index),
    metafields: make.metafields('Article', index),
  };
}

export function page(make: Maker, index: number): Thing {
  const isPublished = make.chance(0.8, 'page', index);
  return {
    __typename: 'Page',
    id: make.id('Page', index),
    title: `About ${index}`,
    handle: `about-${index}`,
    body: '<h1>About</h1>',
    bodySummary: 'About',
    isPublished,
    templateSuffix: make.chance(0.3, 'template', index) ? 'custom' : null,
    publishedAt: isPublished ? make.before(index, 3) : null,
    createdAt: make.before(index, 30),
    updatedAt: make.updatedAt(index),
    metafields: make.metafields('Page', index),
  };
}

export function shop(make: Maker, timeZone: string): Thing {
  return {
    __typename: 'Shop',
    id: make.id('Shop', 0),
    name: `Simulated ${make.shop.split('.')[0] ?? ''}`,
    email: 'owner@example.com',
    myshopifyDomain: make.shop,
    primaryDomain: { __typename: 'Domain', id: make.id('Domain', 0), host: make.shop },
    currencyCode: 'USD',
    timezoneAbbreviation: 'LMT',
    ianaTimezone: timeZone,
    weightUnit: 'KILOGRAMS',
    shopAddress: { ...make.address('ShopAddress', 0), province: 'Ontario' },
    plan: { __typename: 'ShopPlan', publicDisplayName: 'Basic' },
    contactEmail: 'hello@example.com',
    customerAccountsV2: {
      __typename: 'CustomerAccountsV2',
      customerAccountsVersion: 'NEW_CUSTOMER_ACCOUNTS',
    },
    taxesIncluded: false,
    taxShipping: true,
    createdAt: make.before(0, 400),
    updatedAt: make.updatedAt(0),
    metafields: make.metafields('Shop', 0),
  };
}
