// What this shop's pages do with the button's events. They are hints for the page: goods are shipped on the webhook alone.
const words = {
  created: 'ждёт анкеты',
  submitted: 'банки рассматривают',
  approved: 'одобрено',
  signed: 'договор подписан',
  confirmed: 'подтверждён',
  settled: 'оплачен',
  rejected: 'банки не одобрили',
  canceled: 'отменён',
  expired: 'время вышло',
};

let number = null;

document.addEventListener('installment-status', ({ detail }) => {
  number = detail.externalId;
  if (number) say(`Заказ № ${number}: ${words[detail.status] ?? detail.status}. `, `/orders/${number}`);
});

document.addEventListener('installment-close', ({ detail }) => {
  if (detail.reason === 'done' && number) location.assign(`/orders/${number}`);
  if (detail.reason === 'other-payment') say('В этом примере магазина другой оплаты нет. ');
});

document.addEventListener('installment-error', ({ detail }) => console.warn(`${detail.code}: ${detail.message}`));

function say(text, address) {
  const status = document.querySelector('.status');
  if (!status) return;
  status.replaceChildren(text);
  if (address) status.append(Object.assign(document.createElement('a'), { href: address, textContent: 'Открыть заказ' }));
  status.hidden = false;
}

// The views of a good.
for (const button of document.querySelectorAll('[data-picture]')) {
  button.addEventListener('click', () => {
    const large = document.querySelector('.large img');
    large.src = button.dataset.picture;
    large.alt = button.dataset.of;
    for (const other of document.querySelectorAll('[data-picture]')) other.ariaPressed = String(other === button);
  });
}
