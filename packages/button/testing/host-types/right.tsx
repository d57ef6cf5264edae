import { Installment, type InstallmentItem } from 'installment-button';
import type {} from 'installment-button/react';

const items: InstallmentItem[] = [{ name: 'Fridge', price: 4_999_000, quantity: 1, vat: '20' }];

export const written = (
  <installment-button
    shop="pk_live_0000000000000000"
    items={JSON.stringify(items)}
    service-url="https://credit.example"
    external-id="A-7"
    product="credit"
    mode="tab"
    variant="outline"
    size="l"
    theme="dark"
    unavailable="hide"
    term={12}
    preview
    required
    name="order"
    className="buy"
    ref={(element) => void element?.open()}
    oninstallment-ready={({ detail }) => detail.available satisfies boolean}
    oninstallment-open={(event) => event.preventDefault()}
    oninstallment-status={({ detail }) => detail.status satisfies 'created' | (string & {})}
    oninstallment-close={({ detail }) => detail.reason satisfies 'done' | 'dismissed' | 'other-payment'}
    oninstallment-error={({ detail }) => detail.code satisfies string}
  >
    <span slot="label">In four parts</span>
  </installment-button>
);

const element = document.createElement('installment-button');
element.items = items;
element.buyer = { phone: '+79161234567' };
element.createSession = async () => 'ses_ord_1_x';
void element.open().then((opened: boolean) => opened);
export const order: { id: string; status: string } | null = element.order;

const purchase = Installment.open({ shop: 'pk', items, mode: 'modal' }).on('close', ({ detail }) => detail.status);
void purchase.opened.then((opened: boolean) => opened);
purchase.close();
