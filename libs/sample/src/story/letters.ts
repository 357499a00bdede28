import { addDays, earlier, yearOf, type CivilDate, type ContractCommand, type ObligationTerms } from '@heqi/domain';
import type { Deal } from '../deal';
import { BUREAU_ID } from '../district';
import { claimantFor, CLERK, LEGAL } from '../people';
import type { DutyHistory } from '../performance/history';
import { workdayFrom } from '../timeline/workdays';
import type { Entry } from './entry';

/** What each side writes to the other about what is late, and what is put right again. Which deals have letters follows from
 *  their index, and nothing is drawn: a deal ends the same with its letters as without. */
export function letterEntries(
  deal: Deal,
  histories: readonly DutyHistory[],
  { terminatedOn, lastDay }: { readonly terminatedOn: CivilDate | null; readonly lastDay: CivilDate },
): Entry[] {
  if (deal.index % 4 !== 1) return [];
  const until = addDays(terminatedOn === null ? lastDay : earlier(terminatedOn, lastDay), -10);
  const late = histories.filter(
    ({ plan, dueOn, fulfilledOn }) => plan.terms.bindingness === 'binding' && dueOn !== null && fulfilledOn === null,
  );
  return late.flatMap(({ plan: { terms }, dueOn }, place) =>
    lettersAbout(deal, terms, dueOn!, place).filter(({ on }) => on < until),
  );
}

/** A demand after some weeks; then the obligor says that it owes; then notice of breach with 60 days for cure. */
function lettersAbout(deal: Deal, { no, side }: ObligationTerms, dueOn: CivilDate, place: number): Entry[] {
  const enterprise = deal.enterprise.id;
  const writing = { party: BUREAU_ID, actor: CLERK };
  const answering = { party: enterprise, actor: claimantFor(enterprise) };
  const [creditor, debtor] = side === 'enterprise' ? [writing, answering] : [answering, writing];
  const [demandedOn, owedOn, noticedOn] = [20, 45, 75].map((days) => workdayFrom(addDays(dueOn, days + place)));
  const paperOf = ({ party }: typeof writing, on: CivilDate) => ({
    byPartyId: party,
    documentNumber: party === BUREAU_ID ? `荣招函〔${yearOf(on)}〕${deal.index + 1}-${place + 1}号` : null,
    evidence: [],
  });
  const demand = (demandId: string): ContractCommand => ({
    ...{ type: 'ServeDemand', no, demandId, servedOn: demandedOn!, respite: { count: 15, unit: 'working_days' } },
    ...paperOf(creditor, demandedOn!),
  });
  const acknowledgement = (acknowledgementId: string): ContractCommand => ({
    ...{ type: 'RecordAcknowledgement', no, acknowledgementId, acknowledgedOn: owedOn! },
    ...paperOf(debtor, owedOn!),
  });
  const notice = (noticeId: string): ContractCommand => ({
    ...{ type: 'ServeBreachNotice', no, noticeId, servedOn: noticedOn!, cureTerm: { count: 60, unit: 'natural_days' } },
    ...paperOf(creditor, noticedOn!),
  });
  const reason = '送达回证尚未收回，待收回后重新登记';
  const mistaken = deal.index % 8 === 1;
  return [
    ...recorded(demandedOn!, creditor.actor, demand, `${no}-d`, mistaken, (demandId) => ({
      ...{ type: 'RevokeDemand', no, demandId, reason },
    })),
    ...recorded(owedOn!, debtor.actor, acknowledgement, `${no}-a`, mistaken, (acknowledgementId) => ({
      ...{ type: 'RevokeAcknowledgement', no, acknowledgementId, reason },
    })),
    ...recorded(noticedOn!, creditor.actor, notice, `${no}-b`, mistaken, (noticeId) => ({
      ...{ type: 'RevokeBreachNotice', no, noticeId, reason },
    })),
  ];
}

/** Once; or recorded too early, taken back, and recorded again. */
function recorded(
  on: CivilDate,
  actor: Entry['actor'],
  letter: (id: string) => ContractCommand,
  id: string,
  mistaken: boolean,
  revocation: (id: string) => ContractCommand,
): Entry[] {
  if (!mistaken) return [{ on, actor, command: letter(`${id}1`) }];
  return [
    { on, actor, command: letter(`${id}1`) },
    { on, actor, command: revocation(`${id}1`) },
    { on: workdayFrom(addDays(on, 4)), actor, command: letter(`${id}2`) },
  ];
}

/** A subsidy that a review took for unlawful, until the review was overturned. */
export function reviewEntries(deal: Deal, histories: readonly DutyHistory[], lastDay: CivilDate): Entry[] {
  if (deal.index % 29 !== 11) return [];
  const subsidy = histories.find(({ plan }) => plan.key === 'subsidy' || plan.key === 'rentSubsidy');
  if (!subsidy) return [];
  const { no } = subsidy.plan.terms;
  const from = workdayFrom(addDays(deal.recordedOn, 30));
  const to = workdayFrom(addDays(from, 25));
  if (to >= lastDay) return [];
  const entry = (on: CivilDate, command: ContractCommand): Entry => ({ on, actor: LEGAL, command });
  const review = { reviewNumber: `荣公审〔${yearOf(from)}〕${deal.index + 1}号`, ground: '《公平竞争审查条例》第十条' };
  const reason = '复审认定符合例外规定，原审查结论撤销';
  return [
    entry(from, { type: 'FreezeObligation', no, frozenOn: from, ...review, substituteNo: null, compensationNo: null }),
    entry(to, { type: 'UnfreezeObligation', no, unfrozenOn: to, reviewNumber: `${review.reviewNumber}-复`, reason }),
  ];
}

/** A supplement that only moved a date, taken for one that replaces the duty: put right the same week. */
export function mistakenSupersession(deal: Deal, histories: readonly DutyHistory[]): Entry[] {
  const moved = histories.find(({ move }) => move !== null);
  if (!moved?.move || deal.index % 3 !== 1) return [];
  const { no, side } = moved.plan.terms;
  const other = histories.find(({ plan: { terms } }) => terms.side === side && terms.no !== no);
  if (!other || other.plan.terms.instrumentId === 'minutes') return [];
  const on = workdayFrom(addDays(moved.move.signedOn, 8));
  const supersession = { byNo: other.plan.terms.no, instrumentId: 'supplement-1', supersededOn: on };
  const reason = '补充协议仅调整期限，并未替代该事项';
  return [
    { on, actor: LEGAL, command: { type: 'SupersedeObligation', no, ...supersession } },
    { on: workdayFrom(addDays(on, 2)), actor: LEGAL, command: { type: 'RevokeSupersession', no, reason } },
  ];
}
