import {
  article,
  blog,
  collection,
  inventoryItem,
  location,
  page,
  product,
  shop,
  variant,
} from './Catalogue';
import {
  abandonedCheckout,
  customer,
  discountNode,
  fulfillmentOrder,
  order,
  tenderTransaction,
} from './Sales';
import { Maker, type Thing, type WorldSettings } from './Things';

/** Everything that one shop has, made when it is first asked for. */
export class World {
  readonly shop: Thing;
  private readonly lists = new Map<string, Thing[]>();
  private readonly make: Maker;

  constructor(domain: string, timeZone: string, settings: WorldSettings) {
    this.make = new Maker(domain, settings);
    this.shop = shop(this.make, timeZone);
  }

  /** The things of a field of the query root. */
  list(root: string): Thing[] {
    const known = this.lists.get(root);
    if (known) return known;
    const make = this.makers[root];
    if (!make) throw new Error(`There is no list ${root}.`);
    const list = Array.from({ length: this.make.settings.count }, (_, index) => make(index));
    this.lists.set(root, list);
    return list;
  }

  /** By its gid, among the kinds that have a list of their own, the shop and refunds. */
  node(id: string): Thing | undefined {
    const type = /^gid:\/\/shopify\/(\w+)\//.exec(id)?.[1] ?? '';
    if (type === 'Shop') return this.shop.id === id ? this.shop : undefined;
    if (type === 'Refund') return this.refunds().find(refund => refund['id'] === id);
    const root = ROOTS[type];
    return root === undefined ? undefined : this.list(root).find(thing => thing['id'] === id);
  }

  private refunds(): Thing[] {
    return this.list('orders').flatMap(each => (each['refunds'] as () => Thing[])());
  }

  private readonly makers: Readonly<Record<string, (index: number) => Thing>> = {
    customers: index => customer(this.make, index),
    orders: index => order(this.make, index, this.list('customers')),
    abandonedCheckouts: index => abandonedCheckout(this.make, index, this.list('customers')),
    products: index => product(this.make, index),
    productVariants: index => variant(this.make, index, this.list('products')),
    inventoryItems: index => inventoryItem(this.make, index),
    collections: index => collection(this.make, index),
    locations: index => location(this.make, index),
    blogs: index => blog(this.make, index),
    articles: index => article(this.make, index, this.list('blogs')),
    pages: index => page(this.make, index),
    fulfillmentOrders: index => fulfillmentOrder(this.make, index, this.list('orders')),
    tenderTransactions: index => tenderTransaction(this.make, index, this.list('orders')),
    codeDiscountNodes: index => discountNode(this.make, index),
  };
}

const ROOTS: Readonly<Record<string, string>> = {
  Customer: 'customers',
  Order: 'orders',
  AbandonedCheckout: 'abandonedCheckouts',
  Product: 'products',
  ProductVariant: 'productVariants',
  InventoryItem: 'inventoryItems',
  Collection: 'collections',
  Location: 'locations',
  Blog: 'blogs',
  Article: 'articles',
  Page: 'pages',
  FulfillmentOrder: 'fulfillmentOrders',
  TenderTransaction: 'tenderTransactions',
  DiscountCodeNode: 'codeDiscountNodes',
};
