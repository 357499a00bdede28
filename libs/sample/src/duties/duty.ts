import type { Condition, ObligationTerms, Party } from '@heqi/domain';
import type { Deal } from '../deal';
import type { Register } from '../evidence';
import type { Random } from '../random';

/** What a duty is about; one of each at most in a deal. */
export type DutyKey =
  | 'register'
  | 'deposit'
  | 'capital'
  | 'land'
  | 'plant'
  | 'utilities'
  | 'power'
  | 'road'
  | 'permit'
  | 'start'
  | 'investment'
  | 'completion'
  | 'production'
  | 'intensity'
  | 'jobs'
  | 'upscale'
  | 'output'
  | 'tax'
  | 'research'
  | 'subsidy'
  | 'rentSubsidy'
  | 'depositBack'
  | 'recruitment'
  | 'housing'
  | 'school';

/** A duty as agreed, and how the district goes about it. */
export interface DutyPlan {
  readonly key: DutyKey;
  readonly terms: ObligationTerms;
  /** The parties the terms name; each becomes one of the contract's. */
  readonly parties: readonly Party[];
  readonly reporting: Reporting;
  readonly evidence: Register;
  /** For each condition that someone has to determine: after which duty, and how many days after it, it comes about. */
  readonly determined: readonly DeterminedCondition[];
}

/** `once`: one claim when done; `readings`: a level every so many months; `payments`: so many sums. */
export type Reporting =
  | { readonly kind: 'once' }
  | { readonly kind: 'readings'; readonly everyMonths: number }
  | { readonly kind: 'payments'; readonly instalments: number };

export interface DeterminedCondition {
  readonly condition: Extract<Condition, { kind: 'determined' }>;
  readonly afterNo: string | null;
  readonly days: readonly [number, number];
  /** Whose doing it is. */
  readonly by: 'government' | 'enterprise';
}

/** What a template may look at: the deal, and the numbers of the duties agreed beside it. */
export interface Sheet {
  readonly deal: Deal;
  readonly random: Random;
  readonly instruments: { readonly agreement: string; readonly performance: string; readonly minutes: string };
  has(key: DutyKey): boolean;
  /** The number of another duty of the deal. Throws for one that was not agreed. */
  noOf(key: DutyKey): string;
}

export type DutyTemplate = (sheet: Sheet, key: DutyKey, no: string) => DutyPlan;

interface Draft {
  readonly title: string;
  readonly category: string;
  readonly text: string;
  readonly obligor: Party;
  readonly performer?: Party;
  readonly obligee: Party;
  readonly verifier: Party;
  readonly measure: ObligationTerms['measure'];
  readonly due: ObligationTerms['due'];
  readonly conditions?: ObligationTerms['conditions'];
  readonly tolledBy?: readonly string[];
  readonly instrumentId?: string;
  readonly bindingness?: ObligationTerms['bindingness'];
  readonly reporting?: Reporting;
  readonly evidence: Register;
  readonly determined?: readonly DeterminedCondition[];
}

const CHINESE_NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** Agreements say what follows when the enterprise is late, and seldom what when the government is. */
const PENALTY = '每逾期一日，按未履行部分的万分之五支付违约金。';

/** A duty in full: its side follows from its number, its clause from both. */
export function duty(sheet: Sheet, key: DutyKey, no: string, draft: Draft): DutyPlan {
  const { obligor, performer, obligee, verifier } = draft;
  const side = no.startsWith('G') ? 'government' : 'enterprise';
  const determined = draft.determined ?? [];
  return {
    key,
    parties: [obligor, ...(performer ? [performer] : []), obligee, verifier],
    reporting: draft.reporting ?? { kind: 'once' },
    evidence: draft.evidence,
    determined,
    terms: {
      no,
      side,
      title: draft.title,
      clause: `第${side === 'government' ? '五' : '六'}条第（${CHINESE_NUMERALS[Number(no.slice(2)) - 1]}）项`,
      quotedText: draft.text,
      category: draft.category,
      instrumentId: draft.instrumentId ?? sheet.instruments.agreement,
      obligorId: obligor.id,
      performerId: performer?.id ?? null,
      obligeeId: obligee.id,
      verifierId: verifier.id,
      measure: draft.measure,
      due: draft.due,
      conditions: [...(draft.conditions ?? []), ...determined.map(({ condition }) => condition)],
      consequence: side === 'enterprise' ? PENALTY : null,
      bindingness: draft.bindingness ?? 'binding',
      instalmentOf: null,
      tolledBy: draft.tolledBy ?? [],
      survivesTermination: false,
    },
  };
}

/** Due so long after the signing, or after the fulfilment of another duty. */
export function after(
  from: 'signing' | { readonly fulfilmentOf: string },
  count: number,
  unit: 'natural_days' | 'working_days' | 'months',
): ObligationTerms['due'] {
  return {
    kind: 'relative',
    from: from === 'signing' ? { kind: 'signing' } : { kind: 'fulfilment', of: from.fulfilmentOf },
    term: { count, unit },
    termAfterCondition: null,
  };
}
