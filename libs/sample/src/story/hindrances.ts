import { addDays, earlier, type CivilDate, type ContractCommand, type ObligationTerms } from '@heqi/domain';
import type { Deal } from '../deal';
import { BUREAU_ID } from '../district';
import { claimantFor, CLERK, LEGAL } from '../people';
import type { DutyHistory } from '../performance/history';
import { workdayFrom } from '../timeline/workdays';
import type { Entry } from './entry';

/** What hindered a late duty, and the time that was asked for it. Which deals tell of it follows from their index, and nothing is drawn; the
 *  days excused are few, so that what was late stays late. */
export function hindranceEntries(
  deal: Deal,
  histories: readonly DutyHistory[],
  { terminatedOn, lastDay }: { readonly terminatedOn: CivilDate | null; readonly lastDay: CivilDate },
): Entry[] {
  if (deal.index % 5 !== 3) return [];
  const until = addDays(terminatedOn === null ? lastDay : earlier(terminatedOn, lastDay), -10);
  const late = histories.filter(({ dueOn, fulfilledOn }) => dueOn !== null && fulfilledOn === null);
  const entries = late.flatMap(({ plan: { terms }, dueOn }, place) =>
    terms.side === 'enterprise' && place % 2 === 0
      ? hindered(deal, terms, dueOn!, place)
      : moreTime(deal, terms, dueOn!, deal.index % 2 === 1),
  );
  return entries.filter(({ on }) => on < until);
}

/** The enterprise says that a permit kept it waiting: rejected at first, accepted after a second look; and asks for more, in vain. */
function hindered(deal: Deal, { no }: ObligationTerms, dueOn: CivilDate, place: number): Entry[] {
  const enterprise = claimantFor(deal.enterprise.id);
  const [claimedOn, endedOn, rejectedOn, againOn, acceptedOn] = daysAfter(addDays(dueOn, place), [
    3, 6, 12, 20, 24,
  ] as const);
  const excuseId = `${no}-permit`;
  const claim = (id: string): ContractCommand => ({
    ...{ type: 'ClaimExcuse', excuseId: id, obligations: [no], cause: 'conduct', ground: 'government' },
    ...{ partyId: BUREAU_ID, clause: '第九条', description: '施工许可办理期间无法作业' },
    ...{ firstDay: addDays(dueOn, -20), lastDay: null, notifiedOn: addDays(dueOn, -18), evidence: [] },
  });
  const request = { type: 'RequestRelief', no, reason: '设备到货推迟', evidence: [] } as const;
  const relief = { kind: 'extension', newDueOn: addDays(dueOn, 15) } as const;
  return [
    { on: claimedOn, actor: enterprise, command: claim(`${excuseId}-0`) },
    {
      on: claimedOn,
      actor: enterprise,
      command: { type: 'WithdrawExcuse', excuseId: `${excuseId}-0`, reason: '首日填报有误' },
    },
    { on: claimedOn, actor: enterprise, command: claim(excuseId) },
    {
      on: endedOn,
      actor: enterprise,
      command: { type: 'EndExcuse', excuseId, lastDay: addDays(dueOn, -14), evidence: [] },
    },
    {
      on: rejectedOn,
      actor: LEGAL,
      command: { type: 'RejectExcuse', excuseId, decidedOn: rejectedOn, reason: '材料不全' },
    },
    {
      on: againOn,
      actor: LEGAL,
      command: { type: 'RevokeExcuseDecision', excuseId, decidedOn: againOn, reason: '补充材料后复议' },
    },
    {
      on: acceptedOn,
      actor: LEGAL,
      command: { type: 'AcceptExcuse', excuseId, decidedOn: acceptedOn, reason: '许可确在审批中' },
    },
    { on: againOn, actor: enterprise, command: { ...request, reliefId: `${no}-ext-0`, relief, requestedOn: againOn } },
    {
      on: againOn,
      actor: enterprise,
      command: { type: 'WithdrawRelief', no, reliefId: `${no}-ext-0`, reason: '另行申请' },
    },
    { on: againOn, actor: enterprise, command: { ...request, reliefId: `${no}-ext-1`, relief, requestedOn: againOn } },
    {
      on: acceptedOn,
      actor: LEGAL,
      command: { type: 'RefuseRelief', no, reliefId: `${no}-ext-1`, decidedOn: acceptedOn, reason: '已逾期且无约定' },
    },
  ];
}

/** Some days more are asked for and granted before the date; once the approval is recorded with a wrong day first. */
function moreTime(deal: Deal, { no, side }: ObligationTerms, dueOn: CivilDate, mistaken: boolean): Entry[] {
  const enterprise = claimantFor(deal.enterprise.id);
  const [asking, granting] = side === 'enterprise' ? [enterprise, LEGAL] : [CLERK, enterprise];
  if (side === 'government' && granting.role !== 'enterprise') return []; // only the enterprise itself can grant it
  const [askedOn, approvedOn, servedOn] = daysAfter(dueOn, [-12, -6, -3] as const);
  const reliefId = `${no}-ext`;
  const relief = { kind: 'extension', newDueOn: addDays(dueOn, 7) } as const;
  const approve = (decidedOn: CivilDate): Entry => ({
    on: approvedOn,
    actor: granting,
    command: { type: 'ApproveRelief', no, reliefId, decidedOn, documentNumber: null, evidence: [], note: null },
  });
  return [
    {
      on: askedOn,
      actor: asking,
      command: {
        type: 'RequestRelief',
        no,
        reliefId,
        relief,
        requestedOn: askedOn,
        reason: side === 'enterprise' ? '设备到货推迟' : '管线迁改',
        evidence: [],
      },
    },
    ...(mistaken
      ? [
          approve(askedOn),
          {
            on: approvedOn,
            actor: granting,
            command: { type: 'RevokeReliefDecision', no, reliefId, decidedOn: approvedOn, reason: '批准日填错' },
          } satisfies Entry,
        ]
      : []),
    approve(approvedOn),
    { on: servedOn, actor: CLERK, command: { type: 'ServeRelief', no, reliefId, servedOn, evidence: [] } },
  ];
}

function daysAfter<Counts extends readonly number[]>(
  day: CivilDate,
  counts: Counts,
): { [Index in keyof Counts]: CivilDate } {
  return counts.map((count) => workdayFrom(addDays(day, count))) as { [Index in keyof Counts]: CivilDate };
}
