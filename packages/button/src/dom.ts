/** An element with properties and children. No markup is ever parsed, so `trusted-types 'none'` has nothing to refuse. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: { [Name in keyof HTMLElementTagNameMap[Tag]]?: HTMLElementTagNameMap[Tag][Name] | string } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Other content only where it says something else: each change of a live region is read out. */
export function put(place: Element | null | undefined, content: Node | string): void {
  if (place && place.textContent !== (typeof content === 'string' ? content : content.textContent)) place.replaceChildren(content);
}
