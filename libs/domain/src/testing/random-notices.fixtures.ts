import type { Actor } from '../actor';
import type { ContractCommand } from '../contract/contract.commands';
import type { ContractState, ObligationState } from '../contract/contract.state';
import { standingFreeze } from '../contract/endings.state';
import type { CivilDate } from '../time/civil-date';
import { clerk, ENTERPRISE, LAND_OFFICE, legal } from './people.fixtures';

/** What may be done about notices and ends; some more often than others. */
export const NOTICES_AND_ENDINGS = [
  ...([
    'demand',
    'demand',
    'undemand',
    'notice',
    'notice',
    'notice',
    'unnotice',
    'acknowledge',
    'unacknowledge',
  ] as const),
  ...(['freeze', 'freeze', 'unfreeze', 'supersede', 'supersede', 'unsupersede'] as const),
] as const;
export type NoticeOrEnding = (typeof NOTICES_AND_ENDINGS)[number];

interface Chosen {
  readonly n: number;
  readonly on: CivilDate;
  readonly which: number;
  readonly yes: boolean;
  readonly supplementId: string;
}

/** A command about a duty as it is met; the decider may refuse it. */
export function noticeOrEndingOf(
  kind: NoticeOrEnding,
  state: ContractState,
  met: ObligationState,
  { n, on, which, yes, supplementId }: Chosen,
): [ContractCommand, Actor] {
  const { terms, notices } = aptFor(kind, state) ?? met;
  const { no, side } = terms;
  const [debtor, creditor] = side === 'government' ? [LAND_OFFICE, ENTERPRISE] : [ENTERPRISE, LAND_OFFICE];
  const paper = { documentNumber: null, evidence: [] };
  const reason = '登记有误';
  const sameSide = state.obligations.filter((each) => each.terms.side === side);
  const other = sameSide[(which * 7 + n) % sameSide.length]!.terms.no;
  switch (kind) {
    case 'demand': {
      const respite = yes ? ({ count: 1 + (which % 30), unit: 'working_days' } as const) : null;
      const demand = { demandId: `demand-${n}`, servedOn: on, respite, byPartyId: creditor };
      return [{ type: 'ServeDemand', no, ...demand, ...paper }, clerk];
    }
    case 'undemand':
      return [{ type: 'RevokeDemand', no, demandId: notices.demands[0]?.demandId ?? 'none', reason }, clerk];
    case 'notice': {
      const cureTerm = { count: 1 + which, unit: yes ? 'natural_days' : 'working_days' } as const;
      const notice = { noticeId: `notice-${n}`, servedOn: on, cureTerm, byPartyId: creditor };
      return [{ type: 'ServeBreachNotice', no, ...notice, ...paper }, clerk];
    }
    case 'unnotice':
      return [
        { type: 'RevokeBreachNotice', no, noticeId: notices.breachNotices[0]?.noticeId ?? 'none', reason },
        clerk,
      ];
    case 'acknowledge': {
      const acknowledgement = { acknowledgementId: `ack-${n}`, acknowledgedOn: on, byPartyId: debtor };
      return [{ type: 'RecordAcknowledgement', no, ...acknowledgement, ...paper }, clerk];
    }
    case 'unacknowledge': {
      const acknowledgementId = notices.acknowledgements[0]?.acknowledgementId ?? 'none';
      return [{ type: 'RevokeAcknowledgement', no, acknowledgementId, reason }, clerk];
    }
    case 'freeze': {
      const review = { reviewNumber: `review-${n}`, ground: '公平竞争审查', substituteNo: yes ? other : null };
      return [{ type: 'FreezeObligation', no, frozenOn: on, ...review, compensationNo: null }, legal];
    }
    case 'unfreeze':
      return [{ type: 'UnfreezeObligation', no, unfrozenOn: on, reviewNumber: null, reason }, legal];
    case 'supersede': {
      const supersession = { byNo: other, instrumentId: supplementId, supersededOn: on };
      return [{ type: 'SupersedeObligation', no, ...supersession }, clerk];
    }
    case 'unsupersede':
      return [{ type: 'RevokeSupersession', no, reason }, clerk];
    default:
      throw new Error(`unhandled ${String(kind satisfies never)}`);
  }
}

/** What is taken back must be there: the first duty that has it. */
function aptFor(kind: NoticeOrEnding, { obligations }: ContractState): ObligationState | undefined {
  switch (kind) {
    case 'undemand':
      return obligations.find(({ notices }) => notices.demands.length > 0);
    case 'unnotice':
      return obligations.find(({ notices }) => notices.breachNotices.length > 0);
    case 'unacknowledge':
      return obligations.find(({ notices }) => notices.acknowledgements.length > 0);
    case 'unfreeze':
      return obligations.find(({ endings }) => standingFreeze(endings) !== null);
    case 'unsupersede':
      return obligations.find(({ endings }) => endings.supersession !== null);
    default:
      return undefined;
  }
}
