/**
 * Measures the height that the sheet needs: header, the higher of the two columns, footer.
 *
 * It observes the contents and not the page, because a page that fills its frame never shrinks with its contents. It reports nothing while a
 * finger or a mouse button is down: leaving a field may show an error, and a sheet that grows at that moment would carry the pressed button
 * away from under the pointer.
 */
export class SheetHeight {
  private readonly observer: ResizeObserver;
  private watched: Element[] = [];
  private last = 0;
  private pressed = false;
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
    addEventListener('pointerdown', this.onPress, true);
    for (const end of releases) addEventListener(end, this.onRelease, true);
    for (const part of parts) this.observer.observe(part);
  }

  stop(): void {
    this.observer.disconnect();
    this.watched = [];
    removeEventListener('pointerdown', this.onPress, true);
    for (const end of releases) removeEventListener(end, this.onRelease, true);
  }

  private readonly onPress = (): void => {
    this.pressed = true;
  };

  private readonly onRelease = (): void => {
    this.pressed = false;
    // The click follows the release: measure after it.
    setTimeout(() => this.measure());
  };

  private measure(): void {
    if (this.pressed) return;
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

const releases = ['pointerup', 'pointercancel'] as const;
