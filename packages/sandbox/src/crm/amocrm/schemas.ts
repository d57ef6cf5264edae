import { z } from 'zod';

// Unproven: which unknown keys the service refuses (here all of them, as NotSupportedField).

const customValues = z
  .array(
    z
      .strictObject({
        field_id: z.number().int().optional(),
        field_code: z.string().optional(),
        values: z
          .array(
            z.strictObject({
              value: z.union([z.string(), z.number(), z.boolean()]),
              enum_code: z.string().optional(),
              enum_id: z.number().int().optional(),
            }),
          )
          .min(1),
      })
      .refine((value) => value.field_id !== undefined || value.field_code !== undefined, { path: ['field_id'] }),
  )
  .max(40);

const tags = z.array(z.strictObject({ id: z.number().int().optional(), name: z.string().max(255).optional() }));

export const contactSchema = z.strictObject({
  name: z.string().max(255).optional(),
  first_name: z.string().max(255).optional(),
  last_name: z.string().max(255).optional(),
  responsible_user_id: z.number().int().optional(),
  custom_fields_values: customValues.optional(),
  request_id: z.string().optional(),
});

const lead = {
  name: z.string().max(255).optional(),
  price: z.number().min(0).optional(),
  status_id: z.number().int().optional(),
  pipeline_id: z.number().int().optional(),
  responsible_user_id: z.number().int().optional(),
  custom_fields_values: customValues.nullable().optional(),
  request_id: z.string().optional(),
};

export const leadSchema = z.strictObject({
  ...lead,
  _embedded: z
    .strictObject({
      tags: tags.optional(),
      contacts: z.array(z.strictObject({ id: z.number().int(), is_main: z.boolean().optional() })).optional(),
    })
    .optional(),
});

export const leadPatchSchema = leadSchema.extend({ id: z.number().int() });

/** One contact and one company at most. `metadata` sends the lead to Unsorted, and its status is then ignored. */
export const complexLeadSchema = z.strictObject({
  ...lead,
  _embedded: z
    .strictObject({
      tags: tags.optional(),
      contacts: z
        .array(contactSchema.extend({ id: z.number().int().optional() }))
        .max(1)
        .optional(),
      companies: z
        .array(z.strictObject({ name: z.string() }))
        .max(1)
        .optional(),
      metadata: z.looseObject({ category: z.string() }).optional(),
    })
    .optional(),
});

export const noteSchema = z.strictObject({
  entity_id: z.number().int().optional(),
  note_type: z.literal('common'),
  params: z.strictObject({ text: z.string().min(1) }),
  request_id: z.string().optional(),
});

const entities = ['lead', 'contact', 'company'];
const settings = [
  ...['add', 'update', 'delete', 'restore', 'responsible', 'note'].flatMap((act) => entities.map((entity) => `${act}_${entity}`)),
  ...['add', 'update', 'delete', 'responsible'].map((act) => `${act}_task`),
  'status_lead',
  'add_message',
];

export const webhookSchema = z.strictObject({
  destination: z.url(),
  settings: z.array(z.enum(settings)).min(1),
  sort: z.number().int().optional(),
});
export const webhookRemovalSchema = z.strictObject({ destination: z.url() });

export type LeadInput = z.infer<typeof leadSchema>;
export type ComplexLeadInput = z.infer<typeof complexLeadSchema>;
export type ContactInput = z.infer<typeof contactSchema>;
