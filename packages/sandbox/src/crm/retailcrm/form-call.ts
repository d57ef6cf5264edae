import { parseJson, type WireRequest } from '../../neighbours/wire.ts';

/** A call whose body is a form, and whose objects are JSON texts in its fields. */
export interface FormCall {
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  form: URLSearchParams;
  /** The object of a field; undefined where the field is missing or no JSON. */
  object(name: string): unknown;
}

export function formCall({ params, query, body }: WireRequest): FormCall {
  const form = new URLSearchParams(body.toString('utf8'));
  return {
    params,
    query,
    form,
    object(name) {
      const parsed = parseJson(form.get(name) ?? '');
      return parsed.ok ? parsed.value : undefined;
    },
  };
}
