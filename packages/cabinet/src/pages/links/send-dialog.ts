// Code that is fetched only when somebody sends a link.
import '../order/link-dialog.ts';

export { orderTexts } from '../order/texts.ts';
