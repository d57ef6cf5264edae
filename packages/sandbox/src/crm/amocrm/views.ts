import { phonesOf, type Account, type AmoContact, type Lead } from './account.ts';

export function leadView({ tags, contactIds, unsorted: _unsorted, ...lead }: Lead): Record<string, unknown> {
  return {
    ...lead,
    closed_at: lead.status_id === 142 || lead.status_id === 143 ? lead.updated_at : null,
    account_id: 28805383,
    _embedded: { tags: tags.map((name) => ({ name })), contacts: contactIds.map((id, place) => ({ id, is_main: place === 0 })) },
  };
}

export function contactView({ leads }: Account, contact: AmoContact, more: string): Record<string, unknown> {
  const own = leads.filter(({ contactIds }) => contactIds.includes(contact.id)).map(({ id }) => ({ id }));
  return { ...contact, ...(more.split(',').includes('leads') ? { _embedded: { leads: own } } : {}) };
}

/** Fuzzy, and it knows nothing of phones: «+7…» does not find «8…». */
export function fuzzy(contact: AmoContact, wanted: string): boolean {
  const texts = [contact.name, ...(contact.custom_fields_values ?? []).flatMap(({ values }) => values.map(({ value }) => String(value)))];
  const digits = wanted.replaceAll(/\D/g, '');
  return (
    texts.some((text) => text.toLowerCase().includes(wanted)) ||
    (digits.length > 3 && phonesOf(contact).some((phone) => phone.replaceAll(/\D/g, '').includes(digits)))
  );
}
