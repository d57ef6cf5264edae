import type { OpenAPIV3_1 } from 'openapi-types';
import { escapeHtml } from '../platform/http/escape-html.ts';

export type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject;

export interface FieldRow {
  /** `items[].price`. */
  path: string;
  /** HTML. */
  shape: string;
  optional: boolean;
  text: string | undefined;
}

/** The fields of an unnamed object, inner ones under their path; nothing for a named shape or a plain value. */
export function fieldRows(schema: Schema, prefix = ''): FieldRow[] {
  if ('$ref' in schema) return [];
  const variants = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (variants) return variants.flatMap((variant) => fieldRows(variant, prefix));
  if ('items' in schema && schema.items) return fieldRows(schema.items, `${prefix}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const optional = !(schema.required ?? []).includes(name);
    const row = { path, shape: shapeOf(property), optional, text: '$ref' in property ? undefined : property.description };
    return [row, ...fieldRows(property, path)];
  });
}

/** A shape in a few words, as HTML: a link for a named one. */
export function shapeOf(schema: Schema | undefined): string {
  if (!schema) return '';
  if ('$ref' in schema) {
    const name = escapeHtml(schema.$ref.split('/').at(-1) ?? '');
    return `<a href="#shape-${name}">${name}</a>`;
  }
  const variants = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (variants) return [...new Set(variants.map(shapeOf))].join(' or ');
  if (schema.const !== undefined) return `<code>${escapeHtml(JSON.stringify(schema.const))}</code>`;
  if (schema.enum) return schema.enum.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(' ');
  if ('items' in schema && schema.items) return `list of ${shapeOf(schema.items)}`;
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything');
  return escapeHtml([schema.format ?? type, limitsOf(schema)].filter((part) => part !== '').join(', '));
}

function limitsOf({ type, minimum, maximum, minLength, maxLength, minItems, maxItems }: OpenAPIV3_1.SchemaObject): string {
  const unbounded = type === 'integer' && maximum === Number.MAX_SAFE_INTEGER;
  const [least, most] = [minimum ?? minLength ?? minItems, unbounded ? undefined : (maximum ?? maxLength ?? maxItems)];
  const unit = type === 'string' ? ' characters' : '';
  if (least !== undefined && least > Number.MIN_SAFE_INTEGER && most !== undefined) return `${least} to ${most}${unit}`;
  if (most !== undefined) return `at most ${most}${unit}`;
  return least !== undefined && least > Number.MIN_SAFE_INTEGER ? `at least ${least}${unit}` : '';
}
