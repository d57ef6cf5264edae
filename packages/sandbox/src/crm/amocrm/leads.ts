import type { Account, AmoContact, CustomValue, Lead } from './account.ts';
import { phonesOf } from './account.ts';
import type { ComplexLeadInput, ContactInput, LeadInput } from './schemas.ts';

type LeadFields = Pick<LeadInput, 'name' | 'price' | 'status_id' | 'pipeline_id' | 'custom_fields_values'>;

/** A field whose value the account does not have, or undefined. */
export function wrongField(
  account: Account,
  { status_id, pipeline_id }: LeadFields,
  current?: Lead,
): 'status_id' | 'pipeline_id' | undefined {
  const pipeline = account.pipelines.find(({ id }) => id === (pipeline_id ?? current?.pipeline_id ?? mainPipeline(account).id));
  if (!pipeline) return 'pipeline_id';
  return status_id !== undefined && !pipeline.statuses.some(({ id }) => id === status_id) ? 'status_id' : undefined;
}

export function addLead(
  account: Account,
  input: LeadFields,
  contactIds: readonly number[],
  tags: readonly string[],
  unsorted = false,
): Lead {
  const now = seconds(account.now());
  const pipeline = account.pipelines.find(({ id }) => id === input.pipeline_id) ?? mainPipeline(account);
  const first = pipeline.statuses[pipeline.is_main ? 1 : 0]?.id ?? 0;
  const id = account.nextId();
  const lead: Lead = {
    id,
    name: input.name ?? `Сделка #${id}`,
    price: input.price ?? 0,
    status_id: unsorted ? (pipeline.statuses[0]?.id ?? 0) : (input.status_id ?? first),
    pipeline_id: pipeline.id,
    created_at: now,
    updated_at: now,
    custom_fields_values: input.custom_fields_values ?? null,
    tags: [...tags],
    contactIds: [...contactIds],
    unsorted,
  };
  account.leads.push(lead);
  account.changed({ lead, kind: 'add' });
  return lead;
}

export function changeLead(account: Account, lead: Lead, input: LeadFields): void {
  const old = { status_id: lead.status_id, pipeline_id: lead.pipeline_id };
  if (input.name !== undefined) lead.name = input.name;
  if (input.price !== undefined) lead.price = input.price;
  if (input.pipeline_id !== undefined) lead.pipeline_id = input.pipeline_id;
  if (input.status_id !== undefined) lead.status_id = input.status_id;
  if (input.custom_fields_values) lead.custom_fields_values = merged(lead.custom_fields_values, input.custom_fields_values);
  lead.updated_at = seconds(account.now());
  account.changed({ lead, kind: 'update' });
  if (old.status_id !== lead.status_id || old.pipeline_id !== lead.pipeline_id) account.changed({ lead, kind: 'status', old });
}

export function addContact(account: Account, input: ContactInput): AmoContact {
  const contact: AmoContact = {
    id: account.nextId(),
    name: input.name ?? [input.first_name, input.last_name].filter(Boolean).join(' '),
    first_name: input.first_name ?? '',
    last_name: input.last_name ?? '',
    custom_fields_values: input.custom_fields_values ?? null,
  };
  account.contacts.push(contact);
  return contact;
}

export interface ComplexResult {
  id: number;
  contact_id: number | null;
  company_id: number | null;
  request_id: (string | null)[];
  merged: boolean;
}

/**
 * Lead with its contact in one call. Duplicates are controlled only where it is switched on for the integration, and never within one
 * request: `merged` then says that an existing record was updated. «+7…» and «8…» are different contacts.
 */
export function addComplex(account: Account, inputs: readonly ComplexLeadInput[], duplicateControl: boolean): ComplexResult[] {
  const before = [...account.contacts];
  return inputs.map((input) => {
    const [given] = input._embedded?.contacts ?? [];
    const known =
      duplicateControl && given
        ? before.find((contact) =>
            phonesOf(contact).some((phone) => phonesOf({ custom_fields_values: given.custom_fields_values ?? null }).includes(phone)),
          )
        : undefined;
    const existing = given?.id === undefined ? known : account.contacts.find(({ id }) => id === given.id);
    const contact = existing ?? (given ? addContact(account, given) : undefined);
    const tags = (input._embedded?.tags ?? []).flatMap(({ name }) => name ?? []);
    const open = known
      ? account.leads.find((lead) => lead.contactIds.includes(known.id) && lead.status_id !== 142 && lead.status_id !== 143)
      : undefined;
    const unsorted = input._embedded?.metadata !== undefined;
    if (open) changeLead(account, open, input);
    const lead = open ?? addLead(account, input, contact ? [contact.id] : [], tags, unsorted);
    return {
      id: lead.id,
      contact_id: contact?.id ?? null,
      company_id: null,
      request_id: [input.request_id ?? null],
      merged: known !== undefined,
    };
  });
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

function mainPipeline({ pipelines }: Account) {
  const main = pipelines.find(({ is_main }) => is_main) ?? pipelines[0];
  if (!main) throw new Error('The account has no pipeline.');
  return main;
}

function merged(old: readonly CustomValue[] | null, given: readonly CustomValue[]): CustomValue[] {
  const key = ({ field_id, field_code }: CustomValue) => `${field_id ?? ''} ${field_code ?? ''}`;
  const kept = (old ?? []).filter((value) => !given.some((other) => key(other) === key(value)));
  return [...kept, ...given];
}
