/** The records of an account. */
export interface Account {
  leads: Lead[];
  contacts: AmoContact[];
  notes: Note[];
  webhooks: Webhook[];
  pipelines: readonly Pipeline[];
  nextId(): number;
  now(): Date;
  changed(change: LeadChange): void;
}

export interface Lead {
  id: number;
  name: string;
  price: number;
  status_id: number;
  pipeline_id: number;
  created_at: number;
  updated_at: number;
  custom_fields_values: readonly CustomValue[] | null;
  tags: string[];
  contactIds: number[];
  /** It stands in Unsorted: the status that the sender gave was ignored. */
  unsorted: boolean;
}

export interface AmoContact {
  id: number;
  name: string;
  first_name: string;
  last_name: string;
  custom_fields_values: readonly CustomValue[] | null;
}

export interface CustomValue {
  field_id?: number | undefined;
  field_code?: string | undefined;
  values: readonly { value: string | number | boolean; enum_code?: string | undefined }[];
}

export interface Note {
  id: number;
  entity_id: number;
  note_type: string;
  params: { text: string };
}

export interface Webhook {
  destination: string;
  settings: readonly string[];
  disabled: boolean;
}

export interface Pipeline {
  id: number;
  name: string;
  is_main: boolean;
  statuses: readonly { id: number; name: string }[];
}

export interface LeadChange {
  lead: Lead;
  kind: 'add' | 'update' | 'status';
  old?: { status_id: number; pipeline_id: number };
}

/** 142 is won and 143 is lost in every pipeline. */
const ends = [
  { id: 142, name: 'Успешно реализовано' },
  { id: 143, name: 'Закрыто и не реализовано' },
];

export const defaultPipelines: readonly Pipeline[] = [
  {
    id: 3177727,
    name: 'Воронка',
    is_main: true,
    statuses: [
      { id: 32392156, name: 'Неразобранное' },
      { id: 32392159, name: 'Первичный контакт' },
      { id: 32392162, name: 'Переговоры' },
      ...ends,
    ],
  },
  {
    id: 3177728,
    name: 'Рассрочка',
    is_main: false,
    statuses: [{ id: 42392159, name: 'Заявка' }, { id: 42392162, name: 'Одобрена' }, ...ends],
  },
];

export function phonesOf({ custom_fields_values: values }: Pick<AmoContact, 'custom_fields_values'>): string[] {
  return (values ?? [])
    .filter(({ field_code: code }) => code === 'PHONE')
    .flatMap((field) => field.values.map(({ value }) => String(value)));
}
