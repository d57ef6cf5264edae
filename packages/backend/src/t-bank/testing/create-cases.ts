/**
 * What T-Bank's clients send to `create`, as data. `change` is laid over the request of `goods`; a case without `status` is accepted.
 * The clients: `go`, `python` and `php` (WooCommerce) are public clients of the API, `widget` is the script on pages, `raw` is anybody.
 */
export interface CreateCase {
  name: string;
  client: 'go' | 'python' | 'php' | 'widget' | 'raw';
  /** Default: `create`; `widget` cases go to the pages' path. */
  demo?: true;
  change: Record<string, unknown>;
  /** Default: 200. */
  status?: number;
  /** The first error begins with this or holds it; default of refusals: any Russian text. */
  error?: string;
  /** The fields in `validations`. */
  fields?: string[];
  /** What the order is then, in our own API. */
  order?: Record<string, unknown>;
}

const item = (change: Record<string, unknown> = {}) => ({ name: 'Чайник', price: 5000, quantity: 1, ...change });
const one = (change: Record<string, unknown>, sum: unknown = 5000) => ({ items: [item(change)], sum });
const contact = (values: Record<string, unknown>) => ({ values: { contact: values } });
const long = (length: number) => 'я'.repeat(length);

/** Marks that the test replaces by addresses of the shop. */
export const OWN = 'https://shop.example';

const accepted: CreateCase[] = [
  { name: 'the least that is needed', client: 'raw', change: {}, order: { amount: 500_000, trusted: false } },
  { name: 'no order number: the order’s own id', client: 'go', change: { orderNumber: undefined } },
  { name: 'an order number of digits', client: 'php', change: { orderNumber: '10492' } },
  { name: 'an order number as a number', client: 'python', change: { orderNumber: 10493 } },
  { name: 'an order number with a slash', client: 'raw', change: { orderNumber: '17/2026' } },
  { name: 'an order number in Cyrillic', client: 'php', change: { orderNumber: 'Заказ-17' } },
  { name: 'an order number of 64 characters', client: 'raw', change: { orderNumber: '7'.repeat(64) } },
  { name: 'an empty order number', client: 'php', change: { orderNumber: '' } },
  { name: 'a sum as text', client: 'widget', change: { sum: '5000' } },
  { name: 'a sum as text with kopecks', client: 'widget', change: one({ price: '5000.50' }, '5000.50'), order: { amount: 500_050 } },
  { name: 'a sum with a comma', client: 'php', change: one({ price: '5000,50' }, '5000,50'), order: { amount: 500_050 } },
  { name: 'a quantity as text', client: 'widget', change: one({ quantity: '2' }, 10_000), order: { amount: 1_000_000 } },
  { name: 'the noise of a float sum', client: 'python', change: one({ price: 4000.1 + 0.2 }, 4000.1 + 0.2), order: { amount: 400_030 } },
  {
    name: 'a float price times a quantity',
    client: 'python',
    change: one({ price: 3330.16, quantity: 3 }, 9990.48),
    order: { amount: 999_048 },
  },
  { name: 'three times 1000.1 as Python adds it', client: 'python', change: one({ price: 1000.1, quantity: 3 }, 1000.1 + 1000.1 + 1000.1) },
  {
    name: 'a gift of price 0',
    client: 'php',
    change: { items: [item(), item({ name: 'Подарок', price: 0 })] },
    order: { amount: 500_000 },
  },
  { name: 'a gift of price "0.00"', client: 'php', change: { items: [item(), item({ name: 'Подарок', price: '0.00' })] } },
  { name: 'delivery as an item', client: 'php', change: { items: [item(), item({ name: 'Доставка', price: 350 })], sum: 5350 } },
  { name: 'the same good twice', client: 'go', change: { items: [item(), item()], sum: 10_000 }, order: { amount: 1_000_000 } },
  { name: '200 goods', client: 'raw', change: { items: Array.from({ length: 200 }, () => item({ price: 25 })), sum: 5000 } },
  { name: 'a name of 255 characters', client: 'raw', change: one({ name: long(255) }) },
  { name: 'a name with quotes and an emoji', client: 'php', change: one({ name: 'Чайник «Уют» "2л" 🫖' }) },
  { name: 'a name with HTML', client: 'php', change: one({ name: '<b>Чайник</b> &amp; чашка' }) },
  { name: 'a name as a number', client: 'widget', change: one({ name: 2026 }) },
  { name: 'a numeric article', client: 'widget', change: one({ vendorCode: 204_118 }) },
  { name: 'an empty article and category', client: 'php', change: one({ vendorCode: '', category: '' }) },
  { name: 'a null article and category', client: 'go', change: one({ vendorCode: null, category: null }) },
  { name: 'no shopId', client: 'go', change: { shopId: undefined } },
  { name: 'any shopId', client: 'raw', change: { shopId: 'что угодно' } },
  { name: 'the id in shopId alone', client: 'widget', change: { shopId: 'ID', showcaseId: undefined } },
  { name: 'the id in capitals', client: 'raw', change: { showcaseId: 'ID IN CAPITALS' } },
  { name: 'an empty failURL', client: 'php', change: { failURL: '' } },
  { name: 'empty addresses everywhere', client: 'php', change: { successURL: '', failURL: '', returnURL: '', webhookURL: '' } },
  { name: 'null addresses everywhere', client: 'go', change: { successURL: null, failURL: null, returnURL: null, webhookURL: null } },
  { name: 'three addresses', client: 'php', change: { successURL: `${OWN}/ok`, failURL: `${OWN}/fail`, returnURL: `${OWN}/cart?nonce=1` } },
  { name: 'an address with Cyrillic in its path', client: 'php', change: { successURL: `${OWN}/спасибо/` } },
  { name: 'a landline', client: 'python', change: contact({ mobilePhone: '8 (495) 123-45-67' }) },
  { name: 'a phone with 8', client: 'php', change: contact({ mobilePhone: '8 (912) 345-67-89' }) },
  { name: 'a phone of ten digits', client: 'go', change: contact({ mobilePhone: '9123456789' }) },
  { name: 'a phone as a number', client: 'python', change: contact({ mobilePhone: 79_123_456_789 }) },
  { name: 'a phone that is none', client: 'php', change: contact({ mobilePhone: 'нет' }) },
  { name: 'an empty phone and e-mail', client: 'php', change: contact({ mobilePhone: '', email: '' }) },
  { name: 'an e-mail that is none', client: 'php', change: contact({ email: 'нет почты' }) },
  {
    name: 'a whole contact',
    client: 'go',
    change: contact({
      fio: { lastName: 'Вымыслова', firstName: 'Проба', middleName: '' },
      mobilePhone: '+79001234567',
      email: 'a@b.example',
    }),
  },
  { name: 'a name of the buyer of 300 characters', client: 'raw', change: contact({ fio: { lastName: long(300) } }) },
  { name: 'values without a contact', client: 'go', change: { values: {} } },
  { name: 'values of null', client: 'go', change: { values: null } },
  { name: 'the promo code default', client: 'go', change: { promoCode: 'default' }, order: { product: 'credit', term: null } },
  { name: 'no promo code', client: 'php', change: { promoCode: undefined }, order: { product: 'credit' } },
  { name: 'an empty promo code', client: 'php', change: { promoCode: '' }, order: { product: 'credit' } },
  {
    name: 'an installment of 6 months',
    client: 'php',
    change: { promoCode: 'installment_0_0_6_10' },
    order: { product: 'installment', term: 6 },
  },
  {
    name: 'an installment whose code has a comma',
    client: 'python',
    change: { promoCode: 'installment_0_0_12_11,5' },
    order: { product: 'installment', term: 12 },
  },
  { name: 'a demo order', client: 'go', demo: true, change: { demoFlow: 'sms' }, order: { test: true } },
  ...['ses', 'sid', 'bank', 'appointment', 'appointment-reject', 'reject'].map((demoFlow): CreateCase => ({
    name: `the demo flow ${demoFlow}`,
    client: 'widget',
    demo: true,
    change: { demoFlow },
  })),
  { name: 'an empty demo flow', client: 'php', demo: true, change: { demoFlow: '' } },
  {
    name: 'unknown fields',
    client: 'raw',
    change: { integrationType: 'woocommerce', initialStage: 'x', meta: { a: [1] }, whatever: true },
  },
  { name: 'unknown fields of an item', client: 'php', change: one({ image: 'https://cdn.example/1.jpg', sku: 7 }) },
  { name: 'a widget’s order', client: 'widget', change: {}, order: { trusted: false } },
  { name: 'a widget’s demo order', client: 'widget', demo: true, change: { demoFlow: 'reject' }, order: { test: true } },
];

const refused: CreateCase[] = [
  { name: 'no sum', client: 'raw', change: { sum: undefined }, status: 400, fields: ['sum'], error: 'sum — поле обязательно' },
  { name: 'a sum that is no number', client: 'raw', change: { sum: 'много' }, status: 400, fields: ['sum'], error: 'нужно число' },
  { name: 'a sum that is not the goods’', client: 'php', change: { sum: 4999 }, status: 400, fields: ['sum'], error: '5000.00' },
  { name: 'a negative sum', client: 'raw', change: { sum: -1 }, status: 400, fields: ['sum'] },
  { name: 'a sum of a billion and more', client: 'raw', change: one({ price: 2e9 }, 2e9), status: 400, fields: ['items[0].price', 'sum'] },
  { name: 'an order of gifts alone', client: 'raw', change: one({ price: 0 }, 0), status: 400, fields: ['sum'], error: 'больше нуля' },
  { name: 'no goods', client: 'raw', change: { items: [] }, status: 400, fields: ['items'], error: 'хотя бы одна позиция' },
  { name: 'goods that are no list', client: 'raw', change: { items: {} }, status: 400, fields: ['items'], error: 'нужен список' },
  { name: 'goods that are missing', client: 'raw', change: { items: undefined }, status: 400, fields: ['items'] },
  {
    name: '201 goods',
    client: 'raw',
    change: { items: Array.from({ length: 201 }, () => item()) },
    status: 400,
    fields: ['items'],
    error: 'не больше 200 позиций',
  },
  { name: 'a good without a name', client: 'raw', change: one({ name: undefined }), status: 400, fields: ['items[0].name'] },
  {
    name: 'a good with an empty name',
    client: 'php',
    change: one({ name: ' ' }),
    status: 400,
    fields: ['items[0].name'],
    error: 'не должно быть пустым',
  },
  {
    name: 'a name of 256 characters',
    client: 'raw',
    change: one({ name: long(256) }),
    status: 400,
    fields: ['items[0].name'],
    error: 'не длиннее 255 символов',
  },
  {
    name: 'half a piece',
    client: 'php',
    change: one({ quantity: 0.5 }, 2500),
    status: 400,
    fields: ['items[0].quantity'],
    error: 'целое число',
  },
  { name: 'no pieces', client: 'raw', change: one({ quantity: 0 }, 0), status: 400, fields: ['items[0].quantity'] },
  {
    name: 'a price of three decimals',
    client: 'raw',
    change: one({ price: 5000.001 }),
    status: 400,
    fields: ['items[0].price'],
    error: 'двух знаков',
  },
  {
    name: 'a negative price',
    client: 'php',
    change: { items: [item(), item({ name: 'Скидка', price: -500 })], sum: 4500 },
    status: 400,
    fields: ['items[1].price'],
  },
  { name: 'a price of null', client: 'go', change: one({ price: null }), status: 400, fields: ['items[0].price'] },
  {
    name: 'an article of 65 characters',
    client: 'raw',
    change: one({ vendorCode: '7'.repeat(65) }),
    status: 400,
    fields: ['items[0].vendorCode'],
  },
  {
    name: 'an order number of 65 characters',
    client: 'raw',
    change: { orderNumber: '7'.repeat(65) },
    status: 400,
    fields: ['orderNumber'],
  },
  {
    name: 'an unknown demo flow',
    client: 'raw',
    demo: true,
    change: { demoFlow: 'dance' },
    status: 400,
    fields: ['demoFlow'],
    error: 'appointment-reject',
  },
  {
    name: 'an unknown showcase',
    client: 'php',
    change: { showcaseId: '00000000-0000-4000-8000-000000000000' },
    status: 400,
    fields: ['showcaseId'],
    error: 'Не найдено настроек',
  },
  {
    name: 'no id at all',
    client: 'raw',
    change: { showcaseId: undefined, shopId: undefined },
    status: 400,
    fields: ['showcaseId'],
    error: 'Не найдено настроек',
  },
  {
    name: 'a webhook on another domain',
    client: 'go',
    change: { webhookURL: 'https://other.example/hook' },
    status: 400,
    fields: ['webhookURL'],
    error: 'webhookURL',
  },
  { name: 'a webhook that is no address', client: 'go', change: { webhookURL: 'hook' }, status: 400, fields: ['webhookURL'] },
  { name: 'a webhook over http', client: 'go', change: { webhookURL: 'http://shop.example/hook' }, status: 400, fields: ['webhookURL'] },
  {
    name: 'a success address on another domain',
    client: 'php',
    change: { successURL: 'https://other.example/' },
    status: 400,
    fields: ['successURL'],
    error: 'successURL',
  },
  { name: 'a fail address that is a script', client: 'raw', change: { failURL: 'javascript:alert(1)' }, status: 400, fields: ['failURL'] },
  {
    name: 'a return address with a password',
    client: 'raw',
    change: { returnURL: 'https://a:b@shop.example/' },
    status: 400,
    fields: ['returnURL'],
  },
  {
    name: 'a sum below the limits',
    client: 'php',
    change: one({ price: 100 }, 100),
    status: 422,
    error: 'Сумма заказа должна быть не менее 3000 и не более 500000 руб. включительно',
  },
  {
    name: 'a sum above the limits',
    client: 'php',
    change: one({ price: 500_000.01 }, 500_000.01),
    status: 422,
    error: 'не более 500000 руб.',
  },
  {
    name: 'a sum below the limits of installments',
    client: 'php',
    change: { ...one({ price: 100 }, 100), promoCode: 'installment_0_0_6_10' },
    status: 422,
    error: 'не менее 3000',
  },
  {
    name: 'two faults at once',
    client: 'raw',
    change: { sum: 'x', items: [item({ name: '' })] },
    status: 400,
    fields: ['items[0].name', 'sum'],
  },
];

export const createCases: CreateCase[] = [...accepted, ...refused];
