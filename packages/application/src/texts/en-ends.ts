import { capital, inWords } from './plural-en.ts';
import type { LaterTexts } from './texts.ts';

/** What a buyer reads when an order was rejected, or ended in another way. */
export const enEnds: Pick<LaterTexts, 'rejected' | 'ended'> = {
  rejected: {
    refused: {
      heading: 'No approval so far',
      lead: (declined, others) =>
        `${capital(inWords(declined))} ${declined === 1 ? 'bank' : 'banks'} did not approve this form${
          others ? `, ${inWords(others)} did not answer` : ''
        }. They give no reasons, but other terms often change the answer`,
    },
    withdrawn: {
      heading: 'The offers are gone',
      lead: (banks) =>
        `${
          banks.length === 1
            ? `${banks[0] ?? ''} withdrew its offer, or the offer ran out`
            : 'The banks withdrew their offers, or the offers ran out'
        }. There is no agreement, you owe nothing`,
    },
    outage: {
      heading: 'The banks are out of reach',
      lead: 'This is a failure, not a refusal: nobody has decided about your form. Send it again or pay another way',
    },
    unknown: { heading: 'No approval so far', lead: 'Prove your phone to see what the banks answered and to change the terms' },
    again: 'Send it again',
    change: 'What can be changed',
    payPart: 'Pay a part at once',
    payPartNote: (first, monthly) => `With ${first} down, from ${monthly} a month`,
    longer: 'Take a longer term',
    longerNote: (months, monthly) => `${capital(months)}, from ${monthly} a month`,
    check: 'Check the form',
    checkNote: 'A slip in the passport is a common reason',
    warning: 'A new request also goes into the credit history. Many requests lower the chances, so better one with other terms',
    restart: 'Change the terms',
    otherPayment: 'Pay another way',
  },

  ended: {
    canceled: {
      buyer: 'The application is canceled',
      shop: 'The shop canceled the order',
      bank: 'The bank canceled the application',
    },
    expired: 'The application has expired',
    nothingOwed: 'There is no agreement, you owe nothing. You can begin anew in the shop',
    terminated: {
      buyer: 'You withdrew from the agreement',
      shop: 'The shop canceled the order, the agreement is terminated',
      bank: 'The bank terminated the agreement',
      expired: 'The shop did not confirm the order, the agreement is terminated',
    },
    terminatedLead: 'The agreement is no longer in force',
    means: 'What this means',
    debt: 'Debt',
    debtText: 'You need not pay by the schedule. If the bank has already taken something, ask for it back',
    papers: 'Papers',
    papersText: 'Ask the bank to confirm that the agreement is terminated and nothing is owed. Keep that paper',
    goods: 'Goods',
    goodsText: 'If you already have the goods, agree with the shop: pay another way or give them back',
    replaced: {
      heading: 'The application goes on',
      lead: 'You changed the terms, and there is a new application for them',
      open: 'Open the new application',
    },
  },
};
