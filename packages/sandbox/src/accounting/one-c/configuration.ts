/**
 * Which 1C calls: the standard exchange of «Управление торговлей» 11 (`ut`) or of «Управление небольшой фирмой» (`unf`), or the module
 * that Bitrix itself puts into 1C (`bitrix-module`), which reads only what stands inside Контейнер.
 */
export type Configuration = 'ut' | 'unf' | 'bitrix-module';

export interface OneCSettings {
  configuration: Configuration;
  /** `unf`: its node speaks Bitrix's protocol, so `init` comes before `query`. Default true. */
  bitrixProtocol?: boolean;
  /** The sessid of checkauth is sent on. Default false. */
  sendSessid?: boolean;
  /** `mode=import` follows an upload. Default false. */
  waitForImport?: boolean;
  /** `unf`: how payments are read. Default `online-payments`. */
  payments?: 'subordinate-documents' | 'online-payments';
  /** `unf`: «Метод оплаты» → kind. Only «Эквайринг» makes a payment. */
  paymentMethods?: Readonly<Record<string, string>>;
  /** `ut`: «Метод оплаты ИД» → acquirer. A method that is not here makes no payment. */
  acquirers?: Readonly<Record<string, string>>;
  /** `unf`: the date of shipment where the order has none. Default none: such an order stays unposted. */
  shipmentDate?: string;
  /** `ut`: loaded orders are posted. Default true. */
  postOrders?: boolean;
  /** 1C issues receipts for loaded payments itself. Default false. */
  fiscalise?: boolean;
  /** Currencies by their names in 1C; the first is the base. Default RUB, руб. */
  currencies?: readonly string[];
}

export type Step = 'checkauth' | 'init' | 'query' | 'success' | 'file' | 'import';

/** What 1C shows its user when an exchange ends early. */
export class ExchangeFailure extends Error {
  override readonly name = 'ExchangeFailure';
  readonly step: Step;

  constructor(step: Step, message: string) {
    super(message);
    this.step = step;
  }
}
