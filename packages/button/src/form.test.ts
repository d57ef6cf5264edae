import { expect, fixture, waitUntil } from '@open-wc/testing';
import { answerPlans, drawn, nativeButton } from './testing/element.ts';
import './index.ts';

let order = 0;
let orderId = '';
let status = 'created';

async function form(
  attributes: string,
  around = ['', ''],
): Promise<{ form: HTMLFormElement; element: HTMLElementTagNameMap['installment-button'] }> {
  orderId = `ord_${String(++order).padStart(13, '0')}`;
  const session = `ses_${orderId}_${'m'.repeat(32)}`;
  const service = answerPlans(() =>
    Response.json({ order: { id: orderId, externalId: null, status, previousStatus: null, statusAt: 'now', sequence: 1 } }),
  );
  const found = await fixture<HTMLFormElement>(
    `<form>${around[0]}<installment-button service-url="${service}" session="${session}" ${attributes}></installment-button>${around[1]}</form>`,
  );
  await drawn();
  return { form: found, element: found.querySelector('installment-button')! };
}

const data = (of: HTMLFormElement) => [...new FormData(of)];

/** A busy machine is slow, not wrong. */
const patience = { timeout: 10_000 };

describe('in a form', () => {
  beforeEach(() => {
    status = 'created';
  });

  it('the value is the order’s id, only with a name', async () => {
    const { form: one, element } = await form('name="credit"');
    expect(data(one)).to.deep.equal([['credit', orderId]]);
    element.removeAttribute('name');
    expect(data(one)).to.deep.equal([]);
    element.name = 'loan';
    expect(data(one)).to.deep.equal([['loan', orderId]]);
  });

  it('there is no value before there is an order', async () => {
    const { form: one, element } = await form('name="credit"');
    element.session = null;
    await drawn();
    expect(data(one)).to.deep.equal([]);
  });

  for (const [reached, valid] of [
    ['created', false],
    ['approved', false],
    ['signed', true],
    ['confirmed', true],
    ['settled', true],
    ['canceled', false],
    ['rejected', false],
  ] as const) {
    it(`required is ${valid ? 'valid' : 'invalid'} at ${reached}`, async () => {
      status = reached;
      const { form: one, element } = await form('name="credit" required');
      await waitUntil(() => element.order?.status === reached, undefined, patience);
      await drawn();
      expect(one.checkValidity()).to.equal(valid);
      expect(element.matches(':invalid')).to.equal(!valid);
    });
  }

  it('without required it is always valid', async () => {
    const { form: one } = await form('name="credit"');
    expect(one.checkValidity()).to.equal(true);
  });

  it('is disabled by its fieldset, and by an empty attribute but not by "false"', async () => {
    const { form: one, element } = await form('name="credit"', ['<fieldset disabled>', '</fieldset>']);
    expect(nativeButton(element).disabled).to.equal(true);
    expect(data(one)).to.deep.equal([]);
    expect(await element.open()).to.equal(false);
    one.querySelector('fieldset')!.disabled = false;
    await drawn();
    expect(nativeButton(element).disabled).to.equal(false);
    element.setAttribute('disabled', 'false');
    await drawn();
    expect(nativeButton(element).disabled).to.equal(false);
    expect(data(one).length).to.equal(1);
  });

  it('reset goes back to the order that the attribute names', async () => {
    status = 'signed';
    const { form: one, element } = await form('name="credit" required');
    await waitUntil(() => element.order?.status === 'signed', undefined, patience);
    one.reset();
    await waitUntil(() => !element.order, undefined, patience);
    await drawn();
    expect(data(one)).to.deep.equal([['credit', orderId]]);
    expect(one.checkValidity()).to.equal(false);
  });

  it('does not submit the form', async () => {
    const { form: one, element } = await form('name="credit"');
    let submitted = 0;
    one.addEventListener('submit', (event) => {
      submitted++;
      event.preventDefault();
    });
    element.addEventListener('installment-open', (event) => event.preventDefault());
    nativeButton(element).click();
    expect(submitted).to.equal(0);
  });
});
