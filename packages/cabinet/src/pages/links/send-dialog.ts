// What sending a link needs, fetched when somebody sends one.
import '../order/link-dialog.ts';

export { orderTexts } from '../order/texts.ts';
