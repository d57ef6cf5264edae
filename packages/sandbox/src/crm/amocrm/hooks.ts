import type { NoticePlan, Notices } from '../../neighbours/notices.ts';
import { phpForm } from '../php-form.ts';
import type { Account, LeadChange } from './account.ts';

const minuteMs = 60_000;

/**
 * An answer of 100–299 within 2 s. Tries again after 5 and 15 minutes on no answer and 300 and above, and then after 15 minutes and an hour
 * only for 499 and 500–599.
 */
export const hookPlan: NoticePlan = {
  timeoutMs: 2_000,
  retryDelayMs(status, tries) {
    if (status >= 100 && status < 300) return undefined;
    if (tries === 1) return 5 * minuteMs;
    if (tries === 2) return 15 * minuteMs;
    if (status !== 499 && status < 500) return undefined;
    return tries === 3 ? 15 * minuteMs : tries === 4 ? 60 * minuteMs : undefined;
  },
};

/** Fields have the old names of v2, the body is a form, and nothing is signed. One POST may hold several items. */
export function sendHooks(account: Account, notices: Notices, changes: readonly LeadChange[], subdomain: string): void {
  for (const { destination, settings, disabled } of account.webhooks) {
    const told = changes.filter(({ kind }) => settings.includes(`${kind}_lead`));
    if (disabled || told.length === 0) continue;
    const leads: Record<string, unknown[]> = {};
    for (const change of told) leads[change.kind] = [...(leads[change.kind] ?? []), leadFields(change)];
    void notices.send({
      name: 'hook',
      url: destination,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'amoCRM-Webhooks/3.0',
        'x-amocrm-requestid': crypto.randomUUID(),
      },
      body: phpForm({ leads, account: { subdomain, id: 28805383, _links: { self: `https://${subdomain}.amocrm.ru` } } }).toString(),
    });
  }
}

function leadFields({ lead, old }: LeadChange): Record<string, unknown> {
  return {
    id: lead.id,
    name: lead.name,
    status_id: lead.status_id,
    price: lead.price,
    pipeline_id: lead.pipeline_id,
    account_id: 28805383,
    created_at: lead.created_at,
    updated_at: lead.updated_at,
    ...(old ? { old_status_id: old.status_id, old_pipeline_id: old.pipeline_id } : {}),
    ...(lead.custom_fields_values
      ? {
          custom_fields: lead.custom_fields_values.map(({ field_id, field_code, values }) => ({
            id: field_id,
            code: field_code,
            values: values.map(({ value }) => ({ value })),
          })),
        }
      : {}),
  };
}
