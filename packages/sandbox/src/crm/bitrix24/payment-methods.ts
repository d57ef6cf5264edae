import type { MethodCall, Methods } from './method.ts';
import type { DealPayment, Portal } from './portal.ts';
import { errors, RestError } from './rest-error.ts';
import { decimal, integer, isMap, requiredInteger, requiredMap, requiredText, text } from './rest-call.ts';

/** Payments of a deal, and payment systems that are made over REST. */
export const paymentMethods: Methods = {
  // It takes no sum: goods are added to it one by one. Its errors carry the integer 0.
  'crm.item.payment.add': { scope: 'crm', run: (call) => ({ result: addPayment(call) }) },
  'crm.item.payment.product.add': { scope: 'crm', run: (call) => ({ result: addProduct(call) }) },
  'crm.item.payment.update': { scope: 'crm', run: (call) => ({ result: { ...updatePayment(call) } }) },
  'crm.item.payment.get': {
    scope: 'crm',
    run: ({ portal, params }) => ({ result: paymentView(portal, payment(portal, requiredInteger(params, 'id'))) }),
  },
  'crm.item.payment.pay': {
    scope: 'crm',
    run: ({ portal, params }) => ({ result: setPaid(payment(portal, requiredInteger(params, 'id')), true) }),
  },
  'crm.item.payment.unpay': {
    scope: 'crm',
    run: ({ portal, params }) => ({ result: setPaid(payment(portal, requiredInteger(params, 'id')), false) }),
  },
  'sale.paysystem.handler.add': { scope: 'pay_system', run: (call) => ({ result: addHandler(call) }) },
  'sale.paysystem.add': { scope: 'pay_system', run: (call) => ({ result: addPaySystem(call) }) },
  'sale.paysystem.list': {
    scope: 'pay_system',
    run: ({ portal }) => ({
      result: portal.paySystems.map(({ id, name, handlerCode, registry, active }) => ({
        ID: id,
        NAME: name,
        ACTION_FILE: handlerCode,
        ENTITY_REGISTRY_TYPE: registry,
        ACTIVE: active ? 'Y' : 'N',
      })),
    }),
  },
  'sale.paysystem.pay.payment': { scope: 'pay_system', run: (call) => ({ result: payByPaySystem(call) }) },
  'sale.persontype.list': {
    scope: 'sale',
    run: () => ({
      result: {
        personTypes: [
          { id: 1, name: 'Физическое лицо', entityRegistryType: 'ORDER', active: 'Y' },
          { id: 3, name: 'CRM_CONTACT', entityRegistryType: 'CRM_INVOICE', active: 'Y' },
        ],
      },
      total: 2,
    }),
  },
};

const orderPersonTypes = [1];

/** What a payment comes to, by the rows that were put into it. */
export function paymentKopecks(portal: Portal, { dealId, rows }: DealPayment): number {
  const deal = portal.deals.find(({ id }) => id === dealId);
  return rows.reduce(
    (sum, { rowId, quantity }) => sum + Math.round((deal?.productRows.find(({ id }) => id === rowId)?.price ?? 0) * quantity * 100),
    0,
  );
}

function addPayment({ portal, params }: MethodCall): number {
  const id = requiredInteger(params, 'entityId');
  if (requiredInteger(params, 'entityTypeId') !== 2) throw errors.payment('Некорректный тип объекта CRM');
  if (!portal.deals.some((deal) => deal.id === id)) throw errors.payment(`Сущность с идентификатором №${id} не существует`);
  const made: DealPayment = { id: portal.nextId(), dealId: id, paid: false, paySystemId: 0, rows: [] };
  portal.payments.push(made);
  return made.id;
}

function addProduct({ portal, params }: MethodCall): number {
  const target = payment(portal, requiredInteger(params, 'paymentId'));
  const rowId = requiredInteger(params, 'rowId');
  const quantity = decimal(params['quantity']);
  if (quantity === undefined) throw errors.missingParameter('quantity');
  const row = portal.deals.find(({ id }) => id === target.dealId)?.productRows.find(({ id }) => id === rowId);
  if (!row) throw errors.payment('Товарная позиция не найдена');
  const taken = portal.payments.flatMap(({ rows }) => rows).filter((part) => part.rowId === rowId);
  if (taken.reduce((sum, part) => sum + part.quantity, quantity) > row.quantity) throw errors.payment('Недостаточное количество товара');
  target.rows.push({ rowId, quantity });
  return portal.nextId();
}

function updatePayment({ portal, params }: MethodCall): Record<string, unknown> {
  const target = payment(portal, requiredInteger(params, 'id'));
  const fields = isMap(params['fields']) ? params['fields'] : params;
  const paySystemId = integer(fields['paySystemId']);
  if (paySystemId !== undefined) {
    if (!portal.paySystems.some(({ id }) => id === paySystemId)) throw errors.payment('Платежная система не найдена');
    target.paySystemId = paySystemId;
  }
  return paymentView(portal, target);
}

const paymentView = (portal: Portal, target: DealPayment) => ({
  id: target.id,
  paid: target.paid ? 'Y' : 'N',
  paySystemId: target.paySystemId,
  sum: paymentKopecks(portal, target) / 100,
  currency: 'RUB',
});

function payment(portal: Portal, id: number): DealPayment {
  const found = portal.payments.find((candidate) => candidate.id === id);
  if (!found) throw errors.payment('Оплата не найдена');
  return found;
}

function setPaid(target: DealPayment, paid: boolean): true {
  target.paid = paid;
  return true;
}

const refuse = (error: string, description: string) => new RestError(400, error, description);

function addHandler({ portal, params }: MethodCall): number {
  const [name, code] = [requiredText(params, 'NAME'), requiredText(params, 'CODE')];
  const settings = requiredMap(params, 'SETTINGS');
  if (portal.paySystemHandlers.some((known) => known.code === code))
    throw refuse('ERROR_HANDLER_ALREADY_EXIST', `Handler with code "${code}" already exists!`);
  const modes = ['IFRAME_DATA', 'CHECKOUT_DATA', 'FORM_DATA'].filter((mode) => isMap(settings[mode]));
  if (modes.length === 0) throw refuse('ERROR_CHECK_FAILURE', 'Parameter SETTINGS[CHECKOUT_DATA] is not defined');
  const handler = { id: portal.nextId(), name, code, settings };
  portal.paySystemHandlers.push(handler);
  return handler.id;
}

function addPaySystem({ portal, params }: MethodCall): number {
  const [name, handlerCode] = [requiredText(params, 'NAME'), requiredText(params, 'BX_REST_HANDLER')];
  const personType = requiredInteger(params, 'PERSON_TYPE_ID');
  if (!portal.paySystemHandlers.some(({ code }) => code === handlerCode)) throw refuse('ERROR_CHECK_FAILURE', 'Handler not found');
  const registry = text(params['ENTITY_REGISTRY_TYPE']) ?? 'CRM_INVOICE';
  if (orderPersonTypes.includes(personType) !== (registry === 'ORDER')) throw refuse('ERROR_CHECK_FAILURE', 'Incorrect person type id!');
  const made = { id: portal.nextId(), name, handlerCode, registry, active: text(params['ACTIVE']) === 'Y' };
  portal.paySystems.push(made);
  return made.id;
}

/** The payment must be bound to the payment system that reports it paid. */
function payByPaySystem({ portal, params }: MethodCall): true {
  const target = portal.payments.find(({ id }) => id === requiredInteger(params, 'PAYMENT_ID'));
  if (!target || target.paySystemId !== requiredInteger(params, 'PAY_SYSTEM_ID')) throw refuse('ERROR_CHECK_FAILURE', 'Payment not found');
  return setPaid(target, true);
}
