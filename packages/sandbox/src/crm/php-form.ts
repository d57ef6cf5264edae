/** A value as PHP reads it from `a[b][0]=c`: texts, lists and maps. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };
export type FormMap = Record<string, FormValue>;

/** Reads a form or a query whose names nest with brackets. `a[]` appends. A map with the keys 0, 1, 2… is a list. */
export function parsePhpForm(text: string): FormMap {
  const root: Node = new Map<string, Node | string>();
  for (const [name, value] of new URLSearchParams(text)) {
    const [first = '', ...rest] = name.replaceAll(']', '').split('[');
    put(root, [first, ...rest], value);
  }
  const read = fromNode(root);
  return typeof read === 'object' && !Array.isArray(read) ? read : Object.fromEntries(Object.entries(read));
}

/** The other direction: `{ a: { b: ['c'] } }` → `a[b][0]=c`. */
export function phpForm(value: unknown): URLSearchParams {
  const form = new URLSearchParams();
  append(form, '', value);
  return form;
}

type Node = Map<string, Node | string>;

function put(node: Node, [name = '', ...rest]: readonly string[], value: string): void {
  const key = name === '' ? String(node.size) : name;
  if (rest.length === 0) {
    node.set(key, value);
    return;
  }
  const known = node.get(key);
  const next: Node = typeof known === 'object' ? known : new Map<string, Node | string>();
  node.set(key, next);
  put(next, rest, value);
}

function fromNode(node: Node | string): FormValue {
  if (typeof node === 'string') return node;
  const entries = [...node].map(([name, value]): [string, FormValue] => [name, fromNode(value)]);
  const isList = entries.length > 0 && entries.every(([name], place) => name === String(place));
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

function append(form: URLSearchParams, name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') form.append(name, String(value));
    return;
  }
  for (const [key, part] of Object.entries(value)) append(form, name === '' ? key : `${name}[${key}]`, part);
}
