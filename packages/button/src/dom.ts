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

/** Other content only where it says something else: each change is read out, or is a `slotchange` that draws again. */
export function put(element: Element, ...content: (Node | string)[]): void {
  const text = content.map((piece) => (typeof piece === 'string' ? piece : piece.textContent)).join('');
  if (element.textContent !== text) element.replaceChildren(...content);
}
