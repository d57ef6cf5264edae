import type { Cabinet } from '../state/cabinet.ts';
import type { Place } from '../state/place.ts';

/** A click goes there within the page; with Ctrl, Shift or the middle button the browser does what it always does. */
export const linkTo =
  (cabinet: Cabinet, place: Place) =>
  (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    cabinet.go(place);
  };
