import { noChange } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

/** Sets one property of an element's style; the page's CSP forbids a `style` attribute. */
class CssValue extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('cssValue stands on an element');
  }

  render(_property: string, _value: string): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [property, value]: [string, string]): typeof noChange {
    if (element instanceof HTMLElement || element instanceof SVGElement) element.style.setProperty(property, value);
    return noChange;
  }
}

export const cssValue = directive(CssValue);
