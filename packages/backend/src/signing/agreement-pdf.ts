import { readFileSync } from 'node:fs';
import type { Agreement, Offer, SigningMethod } from '@installment-button/protocol';
import { formatMoney } from '@installment-button/protocol/money';
import PDFDocument from 'pdfkit';
import { findOffer } from '../fan-out/store.ts';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';

const MARGIN = 56;
/** 353-ФЗ, article 6: two boxes in the upper right of the first page, each at least 5 % of it, in the page's largest type. */
const FRAME = 160;
const GAP = 12;

/** The fonts lie beside this file, and beside the bundled server. */
const readFont = (name: string) => readFileSync(new URL(`./fonts/${name}.ttf`, import.meta.url));

type Pdf = InstanceType<typeof PDFDocument>;

/** The bank's text, the full cost of the credit in the boxes that the law demands, and after the signature a certificate. */
export async function agreementPdf(context: Context, order: Row<'orders'>, agreement: Agreement): Promise<Buffer> {
  const offer = order.chosenOfferId === null ? undefined : await findOffer(context.sql, order.id, order.chosenOfferId);
  const pdf = new PDFDocument({ size: 'A4', margin: MARGIN, info: { Title: agreement.title }, lang: 'ru', font: '' });
  pdf.registerFont('regular', readFont('roboto-regular')).registerFont('medium', readFont('roboto-medium'));
  const done = collect(pdf);
  if (offer) drawFullCost(pdf, offer.terms, order.currency);
  pdf.font('medium').fontSize(15).text(agreement.title, MARGIN).moveDown();
  pdf.font('regular').fontSize(10).text(agreement.text, { lineGap: 3, paragraphGap: 6 });
  if (order.agreementSignedAt && order.agreementMethod) {
    drawCertificate(pdf, {
      signedAt: order.agreementSignedAt,
      method: order.agreementMethod,
      phone: order.maskedPhone,
      sha256: agreement.sha256,
    });
  }
  pdf.end();
  return done;
}

function collect(pdf: Pdf): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}

function drawFullCost(pdf: Pdf, { fullCostRate, fullCostAmount }: Pick<Offer, 'fullCostRate' | 'fullCostAmount'>, currency: string): void {
  const percent = `${fullCostRate.toLocaleString('ru', { minimumFractionDigits: 3, maximumFractionDigits: 3 })} %`;
  const sum = formatMoney(fullCostAmount, currency, 'ru', { fraction: true });
  const left = pdf.page.width - MARGIN - 2 * FRAME - GAP;
  [
    [percent, 'ГОДОВЫХ'],
    [sum, 'В ДЕНЕЖНОМ ВЫРАЖЕНИИ'],
  ].forEach(([figure = '', below = ''], index) => {
    const x = left + index * (FRAME + GAP);
    pdf.lineWidth(1).rect(x, MARGIN, FRAME, FRAME).stroke('black');
    const within = { width: FRAME - 20, align: 'center' as const };
    pdf
      .font('medium')
      .fontSize(12)
      .text('ПОЛНАЯ СТОИМОСТЬ КРЕДИТА', x + 10, MARGIN + 18, within);
    pdf.fontSize(20).text(figure, x + 10, MARGIN + 66, within);
    pdf.fontSize(12).text(below, x + 10, MARGIN + 104, within);
  });
  pdf.x = MARGIN;
  pdf.y = MARGIN + FRAME + 24;
}

const methods: Record<SigningMethod, string> = {
  sms: 'кодом из SMS',
  'self-id': 'по фотографиям паспорта и лица',
  meeting: 'на встрече с представителем банка',
};

interface Certificate {
  signedAt: Date;
  method: SigningMethod;
  phone: string | null;
  sha256: string;
}

function drawCertificate(pdf: Pdf, { signedAt, method, phone, sha256 }: Certificate): void {
  const moment = signedAt.toLocaleString('ru', { timeZone: 'Europe/Moscow', dateStyle: 'long', timeStyle: 'medium' });
  pdf.addPage().font('medium').fontSize(15).text('Свидетельство о подписании', MARGIN).moveDown();
  const rows: [string, string][] = [
    ['Способ', `Договор подписан ${methods[method]}`],
    ['Время', `${moment} по московскому времени`],
    ...(method === 'sms' && phone !== null ? [['Телефон', phone] satisfies [string, string]] : []),
    ['SHA-256 текста договора', sha256],
  ];
  for (const [name, value] of rows) {
    pdf.font('regular').fontSize(9).fillColor('#555').text(name);
    pdf.font('regular').fontSize(11).fillColor('black').text(value).moveDown(0.6);
  }
}
