import * as z from 'zod/mini';
import { Cabinet } from './state/cabinet.ts';
import { InstallmentCabinet } from './shell/installment-cabinet.ts';

// Without this zod tries `new Function`, and the page's CSP reports it.
z.config({ jitless: true });

const cabinet = new Cabinet();
const element = document.querySelector('installment-cabinet');
if (element instanceof InstallmentCabinet) element.cabinet = cabinet;
void cabinet.open();
