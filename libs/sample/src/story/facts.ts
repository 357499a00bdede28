import { addDays, type CivilDate, type ContractCommand } from '@heqi/domain';
import { quantity } from '../amounts';
import type { Deal } from '../deal';
import { OFFICES } from '../district';
import { evidenceOf } from '../evidence';
import { CLERK, LEGAL, verifierOf } from '../people';
import type { DutyHistory } from '../performance/history';
import type { Random } from '../random';
import { workdayFrom } from '../timeline/workdays';
import type { Entry } from './entry';
import { paper, type Papers } from './papers';
import { hasTwoParcels, parcelOf } from './recording';

/** Land: the grant contract is signed around the hand-over, the area is measured after it. */
export function landEntries(deal: Deal, histories: readonly DutyHistory[], random: Random): Entry[] {
  const handedOverOn = histories.find(({ plan }) => plan.key === 'land')?.fulfilledOn;
  if (!handedOverOn) return [];
  const signedOn = workdayFrom(random.daysAfter(handedOverOn, -25, -3));
  const grant = paper(deal, 'land-grant', 'land_grant_contract', '国有建设用地使用权出让合同', signedOn);
  const on = random.daysAfter(signedOn, 1, 6);
  const entries: Entry[] = [{ on, actor: CLERK, command: { type: 'SignInstrument', instrument: grant } }];
  if (hasTwoParcels(deal))
    entries.push({ on, actor: CLERK, command: { type: 'AddLandParcel', parcel: parcelOf(deal, 2) } });
  const surveyedOn = workdayFrom(random.daysAfter(handedOverOn, 5, 25));
  const reportedOn = random.daysAfter(surveyedOn, 1, 5);
  for (const number of hasTwoParcels(deal) ? ([1, 2] as const) : ([1] as const)) {
    entries.push({
      on: reportedOn,
      actor: verifierOf(OFFICES.land.id),
      command: survey(deal, number, surveyedOn, random),
    });
  }
  return entries;
}

/** Up to three percent off the contracted area either way, "以实际丈量为准". */
function survey(deal: Deal, number: 1 | 2, surveyedOn: CivilDate, random: Random): ContractCommand {
  const { id: parcelId, contractedArea } = parcelOf(deal, number);
  const surveyedArea = quantity(Math.round(Number(contractedArea.value) * random.int(970, 1030)) / 1000, 'mu');
  return { type: 'SurveyLandParcel', parcelId, surveyedArea, surveyedOn };
}

/** Promises that stand in minutes enter the ledger with them. */
export function minutesEntries({ minutes }: Papers, histories: readonly DutyHistory[]): Entry[] {
  const duties = histories.filter(({ plan }) => plan.terms.instrumentId === minutes.id);
  if (duties.length === 0 || minutes.signedOn === null) return [];
  const on = addDays(minutes.signedOn, 2);
  return [
    { on, actor: CLERK, command: { type: 'SignInstrument', instrument: minutes } },
    ...duties.map(({ plan }): Entry => ({
      on,
      actor: CLERK,
      command: { type: 'RecordObligation', obligation: plan.terms },
    })),
  ];
}

/** Findings on conditions, by the duty's verifier; some find at first that the condition is not met, some are taken back for a
 *  wrong day and made again. */
export function determinationEntries({ plan, determinations }: DutyHistory, random: Random): Entry[] {
  const { no, verifierId } = plan.terms;
  const actor = verifierOf(verifierId ?? '');
  return determinations.flatMap(({ conditionId, metOn }) => {
    const decidedOn = workdayFrom(random.daysAfter(metOn, 1, 4));
    const finding = (determinationId: string, met: boolean, occurredOn: CivilDate, on: CivilDate): Entry => ({
      on,
      actor,
      command: {
        type: 'DetermineCondition',
        no,
        conditionId,
        determinationId,
        met,
        occurredOn,
        decidedOn: on,
        evidence: [evidenceOf(plan.evidence, occurredOn)],
      },
    });
    const id = `${no}-${conditionId}`;
    if (random.chance(12)) {
      const triedOn = workdayFrom(addDays(metOn, -9));
      return [finding(`${id}-1`, false, triedOn, triedOn), finding(`${id}-2`, true, metOn, decidedOn)];
    }
    if (random.chance(25)) {
      const reason = '成就日期录入有误';
      return [
        finding(`${id}-1`, true, addDays(metOn, -1), decidedOn),
        {
          on: decidedOn,
          actor,
          command: { type: 'RevokeConditionDetermination', no, determinationId: `${id}-1`, reason },
        },
        finding(`${id}-2`, true, metOn, decidedOn),
      ];
    }
    return [finding(`${id}-1`, true, metOn, decidedOn)];
  });
}

/** A supplement that puts off a date; now and then the new date is first entered wrongly. */
export function supplementEntries(deal: Deal, { plan, move }: DutyHistory, random: Random): Entry[] {
  if (!move) return [];
  const { no, title } = plan.terms;
  const instrument = paper(deal, 'supplement-1', 'supplement', `补充协议（调整“${title}”期限）`, move.signedOn);
  const on = random.daysAfter(move.signedOn, 1, 5);
  const moved = (moveId: string, newDueOn: CivilDate): Entry => ({
    on,
    actor: LEGAL,
    command: { type: 'MoveDueDate', no, moveId, instrumentId: instrument.id, newDueOn },
  });
  const signing: Entry = { on, actor: LEGAL, command: { type: 'SignInstrument', instrument } };
  if (deal.index % 3 !== 0) return [signing, moved(`${no}-m1`, move.newDueOn)];
  const reason = '顺延日期录入有误，以补充协议文本为准';
  return [
    signing,
    moved(`${no}-m1`, addDays(move.newDueOn, 30)),
    { on, actor: LEGAL, command: { type: 'RevokeDueDateMove', no, moveId: `${no}-m1`, reason } },
    moved(`${no}-m2`, move.newDueOn),
  ];
}
