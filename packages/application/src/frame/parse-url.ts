/** Null where the text is no address. Chromium before 120 and Safari before 17 have no `URL.canParse`. */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
