/** Makes an element with properties and children. No HTML text is parsed, so pages with `trusted-types 'none'` allow it. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: { [Name in keyof HTMLElementTagNameMap[Tag]]?: HTMLElementTagNameMap[Tag][Name] | string } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Replaces the content only where its text differs, because screen readers announce each change of a live region. */
export function setContent(place: Element | null | undefined, content: Node | string): void {
  if (place && place.textContent !== (typeof content === 'string' ? content : content.textContent)) place.replaceChildren(content);
}
