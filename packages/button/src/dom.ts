/** Makes an element with attributes and children. No HTML text is parsed, so pages with `trusted-types 'none'` allow it. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  // Attributes, because Firefox 115 has no properties for `role` and `aria-…`.
  for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name] ?? '');
  element.append(...children);
  return element;
}

/** Replaces the content only where its text differs, because screen readers announce each change of a live region. */
export function setContent(place: Element | null | undefined, content: Node | string): void {
  if (place && place.textContent !== (typeof content === 'string' ? content : content.textContent)) place.replaceChildren(content);
}
