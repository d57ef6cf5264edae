/** Marks style sheets for the build, which minifies them. */
export const css = ([text = '']: TemplateStringsArray): string => text;

const sheets = new Map<string, CSSStyleSheet>();

/** A constructed sheet, one for all: the strictest `style-src` has nothing against it. */
export function adopt(root: ShadowRoot, text: string): void {
  let sheet = sheets.get(text);
  if (!sheet) {
    sheets.set(text, (sheet = new CSSStyleSheet()));
    sheet.replaceSync(text);
  }
  root.adoptedStyleSheets = [sheet];
}
