/** The dialog with the application's frame: fetched at the first sign of intent, never before. */
export { showDialog } from './show-dialog.ts';
