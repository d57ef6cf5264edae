import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element by its local name: the namespaces of CommerceML differ between releases, so nobody compares them. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlElement[];
  text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

/** The root element, or what is wrong with the text. */
export function parseXml(text: string): { root: XmlElement } | { wrong: string } {
  const valid = XMLValidator.validate(text);
  if (valid !== true) return { wrong: `${valid.err.msg} (строка ${valid.err.line})` };
  const parsed: unknown = parser.parse(text);
  const root = elementsOf(parsed).find(({ name }) => !name.startsWith('?'));
  return root ? { root } : { wrong: 'Нет корневого элемента' };
}

export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

export function children(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((candidate) => candidate.name === name) ?? [];
}

/** The text of the element at the path, trimmed; undefined where the element is missing. */
export function textAt(element: XmlElement, ...path: readonly string[]): string | undefined {
  let found: XmlElement | undefined = element;
  for (const name of path) found = found && child(found, name);
  return found?.text.trim();
}

// fast-xml-parser's ordered form: a list of { tag: children, ':@': attributes } and { '#text': text }.
function elementsOf(nodes: unknown): XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: unknown): XmlElement[] => {
    const [name, content] = tagOf(node);
    if (name === undefined || name === '#text') return [];
    return [{ name, attributes: attributesOf(node), children: elementsOf(content), text: textOf(content) }];
  });
}

function tagOf(node: unknown): [name: string | undefined, content: unknown] {
  if (typeof node !== 'object' || node === null) return [undefined, undefined];
  const entry = Object.entries(node).find(([key]) => key !== ':@');
  return entry ? [entry[0], entry[1]] : [undefined, undefined];
}

function attributesOf(node: unknown): Record<string, string> {
  if (typeof node !== 'object' || node === null || !(':@' in node)) return {};
  const attributes: unknown = node[':@'];
  if (typeof attributes !== 'object' || attributes === null) return {};
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
}

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return '';
  return nodes.map((node: unknown) => (typeof node === 'object' && node && '#text' in node ? String(node['#text']) : '')).join('');
}
