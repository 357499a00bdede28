import { LATE_AND_OWED, SIDES, type ObligationStatus, type Side } from '@heqi/domain';

/** A rate of one side, with the figures it is made of: a percentage alone cannot be checked. */
export interface FulfilmentRate {
  readonly code: 'fulfilment_rate' | 'on_time_rate';
  readonly side: Side;
  readonly numerator: number;
  readonly denominator: number;
  /** Hundredths of a percent, rounded down; null when nothing has fallen due. */
  readonly basisPoints: number | null;
  readonly definition: { readonly zh: string; readonly en: string };
}

/** How many duties of a side have a status; duties of best effort count in no rate and are told apart. */
export interface StatusCount {
  readonly side: Side;
  readonly status: ObligationStatus;
  readonly bestEffort: boolean;
  readonly count: number;
}

const FALLEN_DUE = {
  zh: '分母为截至当日已兑现的事项与已逾期未兑现的事项（含整改期、违约）之和；核验中、条件未成就、未到期、已终止等事项及尽力协助事项不计入',
  en:
    'of those fulfilled or late and still owed as of the day (cure period and breach included); under verification, ' +
    'conditional, not yet due, ended ones and those of best effort count in neither',
};

const DEFINITIONS = {
  fulfilment_rate: {
    zh: `兑现率：截至当日已核验兑现的事项（含逾期兑现）占比。${FALLEN_DUE.zh}。`,
    en: `Fulfilment rate: duties verified as fulfilled, late ones included, ${FALLEN_DUE.en}.`,
  },
  on_time_rate: {
    zh: `按期兑现率：截至当日按期兑现的事项占比。${FALLEN_DUE.zh}。`,
    en: `On-time rate: duties fulfilled on time, ${FALLEN_DUE.en}.`,
  },
} as const;

const COUNTED_AS: Readonly<Record<FulfilmentRate['code'], readonly ObligationStatus[]>> = {
  fulfilment_rate: ['fulfilled_on_time', 'fulfilled_late'],
  on_time_rate: ['fulfilled_on_time'],
};

/** Both rates of both sides, by one definition. */
export function fulfilmentRates(counts: readonly StatusCount[]): FulfilmentRate[] {
  return SIDES.flatMap((side) =>
    (['fulfilment_rate', 'on_time_rate'] as const).map((code) => {
      const sum = (statuses: readonly ObligationStatus[]) =>
        counts.reduce(
          (n, each) => (each.side === side && !each.bestEffort && statuses.includes(each.status) ? n + each.count : n),
          0,
        );
      const numerator = sum(COUNTED_AS[code]);
      const denominator = sum(['fulfilled_on_time', 'fulfilled_late', ...LATE_AND_OWED]);
      const basisPoints = denominator === 0 ? null : Math.floor((numerator * 10_000) / denominator);
      return { code, side, numerator, denominator, basisPoints, definition: DEFINITIONS[code] };
    }),
  );
}
