const decoder = new TextDecoder('windows-1251');
const bytes = new Map(Array.from({ length: 128 }, (_, index) => [decoder.decode(Uint8Array.of(index + 128)), index + 128] as const));

/** What the encoding lacks becomes a question mark, as everywhere. */
export function toWindows1251(text: string): Buffer {
  return Buffer.from([...text].map((letter) => (letter.charCodeAt(0) < 128 ? letter.charCodeAt(0) : (bytes.get(letter) ?? 63))));
}
