/** Prints on paper of this size without margins. The rule goes to the document, because browsers ignore `@page` in a shadow tree. */
export async function printSheet(size: string): Promise<void> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page { size: ${size}; margin: 0; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const done = new Promise<void>((resolve) => addEventListener('afterprint', () => resolve(), { once: true }));
  print();
  await done;
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
}
