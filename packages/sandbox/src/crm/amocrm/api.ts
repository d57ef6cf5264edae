import { z } from 'zod';
import { json, jsonBody, type WireAnswer, type WireRequest } from '../../neighbours/wire.ts';
import type { Account, Lead } from './account.ts';
import { answers, validationErrors } from './answers.ts';
import { addComplex, addContact, addLead, changeLead, wrongField } from './leads.ts';
import { contactView, fuzzy, leadView } from './views.ts';
import {
  complexLeadSchema,
  contactSchema,
  leadPatchSchema,
  leadSchema,
  noteSchema,
  webhookRemovalSchema,
  webhookSchema,
} from './schemas.ts';

const mostInOneWrite = 250;
const mostInComplex = 50;

export interface AmoApi {
  addLeads(request: WireRequest): WireAnswer;
  addComplexLeads(request: WireRequest): WireAnswer;
  patchLeads(request: WireRequest): WireAnswer;
  patchLead(request: WireRequest): WireAnswer;
  lead(request: WireRequest): WireAnswer;
  leads(request: WireRequest): WireAnswer;
  addContacts(request: WireRequest): WireAnswer;
  contacts(request: WireRequest): WireAnswer;
  addNotes(request: WireRequest): WireAnswer;
  pipelines(): WireAnswer;
  addWebhook(request: WireRequest): WireAnswer;
  removeWebhook(request: WireRequest): WireAnswer;
}

/** `/api/v4`: lists in, `_embedded` out; complex answers with a bare list; an empty list is 204 without a body. */
export function amoApi(account: Account, duplicateControl: boolean): AmoApi {
  const created = (name: string, made: readonly { id: number }[], inputs: readonly { request_id?: string | undefined }[]) =>
    json(200, { _embedded: { [name]: made.map(({ id }, place) => ({ id, request_id: inputs[place]?.request_id ?? String(place) })) } });
  const foundLead = ({ params }: WireRequest) => account.leads.find(({ id }) => String(id) === params['id']);

  return {
    addLeads: (request) =>
      withList(request, leadSchema, mostInOneWrite, (inputs) => {
        const wrong = firstWrong(account, inputs);
        if (wrong) return wrong;
        const made = inputs.map((input) =>
          addLead(
            account,
            input,
            (input._embedded?.contacts ?? []).map(({ id }) => id),
            (input._embedded?.tags ?? []).flatMap(({ name }) => name ?? []),
          ),
        );
        return created('leads', made, inputs);
      }),
    addComplexLeads: (request) =>
      withList(
        request,
        complexLeadSchema,
        mostInComplex,
        (inputs) => firstWrong(account, inputs) ?? json(200, addComplex(account, inputs, duplicateControl)),
      ),
    patchLeads: (request) =>
      withList(request, leadPatchSchema, mostInOneWrite, (inputs) => {
        const leads = inputs.map(({ id }) => account.leads.find((lead) => lead.id === id));
        const wrong = leads.includes(undefined) ? answers.notFound() : firstWrong(account, inputs, leads);
        if (wrong) return wrong;
        leads.forEach((lead, place) => lead && changeLead(account, lead, inputs[place] ?? {}));
        return created('leads', inputs, inputs);
      }),
    patchLead(request) {
      const lead = foundLead(request);
      if (!lead) return answers.notFound();
      const body = jsonBody(request);
      const parsed = leadSchema.safeParse(body);
      if (!parsed.success)
        return validationErrors(new z.ZodError(parsed.error.issues.map((issue) => ({ ...issue, path: [0, ...issue.path] }))), []);
      const wrong = firstWrong(account, [parsed.data], [lead]);
      if (wrong) return wrong;
      changeLead(account, lead, parsed.data);
      return json(200, { id: lead.id, updated_at: lead.updated_at });
    },
    lead(request) {
      const lead = foundLead(request);
      return lead ? json(200, leadView(lead)) : answers.empty();
    },
    leads({ query }) {
      const since = Number(query.get('filter[updated_at][from]') ?? 0);
      return embedded(
        'leads',
        account.leads.filter(({ updated_at: at }) => at >= since).map((lead) => leadView(lead)),
        query,
      );
    },
    addContacts: (request) =>
      withList(request, contactSchema, mostInOneWrite, (inputs) =>
        created(
          'contacts',
          inputs.map((input) => addContact(account, input)),
          inputs,
        ),
      ),
    contacts({ query }) {
      const wanted = query.get('query')?.toLowerCase() ?? '';
      const found = account.contacts
        .filter((contact) => fuzzy(contact, wanted))
        .map((contact) => contactView(account, contact, query.get('with') ?? ''));
      return embedded('contacts', found, query);
    },
    addNotes: (request) =>
      withList(request, noteSchema, mostInOneWrite, (inputs) => {
        const ids = inputs.map(({ entity_id }) => entity_id ?? Number(request.params['id']));
        if (!ids.every((id) => account.leads.some((lead) => lead.id === id))) return answers.notFound();
        const made = inputs.map(({ note_type, params }, place) => ({
          id: account.nextId(),
          entity_id: ids[place] ?? 0,
          note_type,
          params,
        }));
        account.notes.push(...made);
        return created('notes', made, inputs);
      }),
    pipelines: () =>
      json(200, {
        _total_items: account.pipelines.length,
        _embedded: { pipelines: account.pipelines.map(({ statuses, ...pipeline }) => ({ ...pipeline, _embedded: { statuses } })) },
      }),
    addWebhook(request) {
      const parsed = webhookSchema.safeParse(jsonBody(request));
      if (!parsed.success) return validationErrors(parsed.error, []);
      const { destination, settings } = parsed.data;
      account.webhooks = [
        ...account.webhooks.filter((webhook) => webhook.destination !== destination),
        { destination, settings, disabled: false },
      ];
      return json(201, { id: account.nextId(), destination, settings, disabled: false });
    },
    removeWebhook(request) {
      const parsed = webhookRemovalSchema.safeParse(jsonBody(request));
      if (!parsed.success) return validationErrors(parsed.error, []);
      account.webhooks = account.webhooks.filter(({ destination }) => destination !== parsed.data.destination);
      return answers.empty();
    },
  };
}

function withList<Schema extends z.ZodType>(
  request: WireRequest,
  schema: Schema,
  most: number,
  work: (inputs: z.output<Schema>[]) => WireAnswer,
): WireAnswer {
  const body = jsonBody(request);
  const requestIds = Array.isArray(body)
    ? body.map((item: unknown, place) =>
        typeof item === 'object' && item && 'request_id' in item ? String(item.request_id) : String(place),
      )
    : [];
  const parsed = z.array(schema).min(1).max(most).safeParse(body);
  return parsed.success ? work(parsed.data) : validationErrors(parsed.error, requestIds);
}

function firstWrong(
  account: Account,
  inputs: readonly { status_id?: number | undefined; pipeline_id?: number | undefined }[],
  current: readonly (Lead | undefined)[] = [],
): WireAnswer | undefined {
  for (const [place, input] of inputs.entries()) {
    const field = wrongField(account, input, current[place]);
    if (field)
      return validationErrors(
        new z.ZodError([{ code: 'custom', path: [place, field], message: 'The value is not in the account.', input }]),
        [],
      );
  }
  return undefined;
}

const pageSize = 250;

function embedded(name: string, all: readonly unknown[], query: URLSearchParams): WireAnswer {
  const limit = Math.min(Number(query.get('limit') ?? 50), pageSize);
  const page = Number(query.get('page') ?? 1);
  const shown = all.slice((page - 1) * limit, page * limit);
  return shown.length === 0 ? answers.empty() : json(200, { _page: page, _embedded: { [name]: shown } });
}
