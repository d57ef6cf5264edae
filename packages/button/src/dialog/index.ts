/** What the click needs: fetched at the first sign of intent, never before. */
export { follow } from './followed-order.ts';
export { recall } from './memory.ts';
export { showDialog } from './show-dialog.ts';
export { watchTab } from './tab.ts';
