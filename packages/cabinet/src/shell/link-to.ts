import type { Cabinet } from '../state/cabinet.ts';
import type { Place } from '../state/place.ts';

/** Opens the place without loading the page anew. A click with Ctrl, Shift or the middle button is left to the browser. */
export const linkTo =
  (cabinet: Cabinet, place: Place) =>
  (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    cabinet.go(place);
  };
