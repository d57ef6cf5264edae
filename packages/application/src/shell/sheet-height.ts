/**
 * How high the sheet would like to be: header, the higher of the two columns, footer. Watches the contents, not the page: a page that
 * fills its frame never shrinks with what is in it.
 */
export class SheetHeight {
  private readonly observer: ResizeObserver;
  private watched: Element[] = [];
  private last = 0;
  private readonly onHeight: (height: number) => void;

  constructor(onHeight: (height: number) => void) {
    this.onHeight = onHeight;
    this.observer = new ResizeObserver(() => this.measure());
  }

  /** @param page holds header and aside; @param screen the content and the footer */
  watch(page: ParentNode, screen: ParentNode | null): void {
    const parts = [
      page.querySelector('header'),
      page.querySelector('.order'),
      screen?.querySelector('.content'),
      screen?.querySelector('.foot'),
    ].filter((part): part is Element => Boolean(part));
    if (parts.length === this.watched.length && parts.every((part, index) => part === this.watched[index])) return;
    this.observer.disconnect();
    this.watched = parts;
    for (const part of parts) this.observer.observe(part);
  }

  stop(): void {
    this.observer.disconnect();
    this.watched = [];
  }

  private measure(): void {
    const height = (selector: string) => this.watched.find((part) => part.matches(selector))?.getBoundingClientRect().height ?? 0;
    const content = this.watched.find((part) => part.matches('.content'));
    const main = content?.parentElement;
    const style = main ? getComputedStyle(main) : null;
    const padding = style ? parseFloat(style.paddingTop) + parseFloat(style.paddingBottom) : 0;
    const column = height('.content') + padding + height('.foot');
    const total = Math.ceil(height('header') + Math.max(column, height('.order')));
    if (total === this.last || !content) return;
    this.last = total;
    this.onHeight(total);
  }
}
