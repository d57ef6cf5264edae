import { startAmoCrm, type AmoCrmStandIn } from '../crm/amocrm/amocrm.ts';
import { startBitrix24, type Bitrix24StandIn } from '../crm/bitrix24/bitrix24.ts';
import { startRetailCrm, type RetailCrmStandIn } from '../crm/retailcrm/retailcrm.ts';
import { startSberId, type SberIdStandIn } from '../identity/sber-id.ts';
import { startTId, type TIdStandIn } from '../identity/t-id.ts';
import { startYandexId, type YandexIdStandIn } from '../identity/yandex-id.ts';
import { startDolyame, type DolyameStandIn } from '../lenders/dolyame/dolyame.ts';
import { startForma, type FormaStandIn } from '../lenders/forma/forma.ts';
import { startYandexPay, type YandexPayStandIn } from '../lenders/yandex-pay/yandex-pay.ts';
import { startAtol, type AtolStandIn } from '../receipts/atol/atol.ts';
import { startCloudKassir, type CloudKassirStandIn } from '../receipts/cloudkassir/cloudkassir.ts';
import { startOrangeData, type OrangeDataStandIn } from '../receipts/orangedata/orangedata.ts';
import { systemTimer, type Timer } from '../timer.ts';

export interface Neighbours {
  atol: AtolStandIn;
  cloudKassir: CloudKassirStandIn;
  orangeData: OrangeDataStandIn;
  bitrix24: Bitrix24StandIn;
  amoCrm: AmoCrmStandIn;
  retailCrm: RetailCrmStandIn;
  forma: FormaStandIn;
  dolyame: DolyameStandIn;
  yandexPay: YandexPayStandIn;
  sberId: SberIdStandIn;
  tId: TIdStandIn;
  yandexId: YandexIdStandIn;
}

export type NeighbourName = keyof Neighbours;

export interface NeighboursOptions {
  host?: string;
  /** The first of twelve ports in a row, in the order of `Neighbours`. Default: any free ones. */
  firstPort?: number;
  timer?: Timer;
}

/**
 * Every system around a shop that waits for our calls, each on its own port. 1C is not here, because it calls us: `createOneC`.
 * One that needs settings of its own is started by its own function.
 */
export async function startNeighbours({ host, firstPort, timer = systemTimer }: NeighboursOptions = {}) {
  const at = (place: number) => ({ host, port: firstPort === undefined ? 0 : firstPort + place, timer });
  const neighbours: Neighbours = {
    atol: await startAtol(at(0)),
    cloudKassir: await startCloudKassir(at(1)),
    orangeData: await startOrangeData(at(2)),
    bitrix24: await startBitrix24(at(3)),
    amoCrm: await startAmoCrm(at(4)),
    retailCrm: await startRetailCrm(at(5)),
    forma: await startForma(at(6)),
    dolyame: await startDolyame(at(7)),
    yandexPay: await startYandexPay(at(8)),
    sberId: await startSberId(at(9)),
    tId: await startTId(at(10)),
    yandexId: await startYandexId(at(11)),
  };
  return {
    ...neighbours,
    /** For a list of what runs where. */
    all: Object.values<Neighbours[NeighbourName]>({ ...neighbours }),
    async close(): Promise<void> {
      await Promise.all(Object.values<Neighbours[NeighbourName]>({ ...neighbours }).map((neighbour) => neighbour.close()));
    },
  };
}
