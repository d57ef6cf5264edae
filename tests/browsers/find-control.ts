/** A control of the page by what a person reads on it. */
export interface Wanted {
  role: 'heading' | 'button' | 'checkbox' | 'radio' | 'field';
  /** Source and flags of a regular expression for its name. */
  name: [source: string, flags: string];
}

/**
 * Runs in the page, in engines that no driver of ours searches by accessible names: so it needs nothing from outside itself. Returns the first
 * control that is drawn and can be used, or null.
 */
export function findControl({ role, name: [source, flags] }: Wanted): Element | null {
  const pattern = new RegExp(source, flags);
  const selectors = {
    heading: 'h1',
    button: 'button, [role="button"]',
    checkbox: 'input[type="checkbox"]',
    radio: 'input[type="radio"]',
    field: 'input, select, textarea',
  };
  const nameOf = (element: Element): string => {
    const labels = 'labels' in element ? [...((element.labels as NodeListOf<HTMLLabelElement> | null) ?? [])] : [];
    const text =
      element.getAttribute('aria-label') ?? (labels.length > 0 ? labels.map((label) => label.textContent).join(' ') : element.textContent);
    return (text ?? '').replace(/\s+/g, ' ').trim();
  };
  const search = (root: ParentNode): Element | null => {
    for (const element of root.querySelectorAll('*')) {
      const drawn = element.matches(selectors[role]) && element.getClientRects().length > 0 && !element.matches(':disabled');
      if (drawn && pattern.test(nameOf(element))) return element;
      const deeper = element.shadowRoot ? search(element.shadowRoot) : null;
      if (deeper) return deeper;
    }
    return null;
  };
  return search(document);
}
