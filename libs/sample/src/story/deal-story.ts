import { later, type CivilDate } from '@heqi/domain';
import { drawDeal } from '../deal';
import { drawDuties } from '../duties/menu';
import type { Outcome } from '../outcomes';
import { drawConducts } from '../performance/conduct';
import { drawHistories } from '../performance/history';
import { canEndAs } from '../performance/prospect';
import type { Random } from '../random';
import { claimsOf } from './claims';
import type { Entry } from './entry';
import { determinationEntries, landEntries, minutesEntries, supplementEntries } from './facts';
import { letterEntries, mistakenSupersession, reviewEntries } from './letters';
import { hindranceEntries } from './hindrances';
import { drawPapers } from './papers';
import { endsByLadder, incidentEntries, ladderEntries } from './procedures';
import { partiesOf, recording } from './recording';
import { companyEntries, duplicateEntries, terminationEntries, typed } from './slips';

export interface StoryFrame {
  readonly index: number;
  readonly outcome: Outcome;
  /** The day as of which the outcome shall hold, and the last day on which anything is recorded before it. */
  readonly until: CivilDate;
  readonly lastDay: CivilDate;
  readonly contractIdFor: (bureauId: string, dealNumber: string) => string;
}

export interface Story {
  readonly contractId: string;
  /** By day; entries of one day in the order in which they can be recorded. */
  readonly entries: readonly Entry[];
}

/** Draws one deal from its signing to `lastDay`: what was agreed, what was done, and how it came onto the record. Undefined where
 *  it cannot end as `outcome` says; whether it does is for the assessment to tell. */
export function drawStory(
  { index, outcome, until, lastDay, contractIdFor }: StoryFrame,
  bureauId: string,
  random: Random,
): Story | undefined {
  const deal = drawDeal(index, outcome, until, random);
  const papers = drawPapers(deal, random);
  const instruments = { agreement: 'agreement', performance: 'performance', minutes: 'minutes' };
  const duties = drawDuties(deal, instruments, random);
  const conducts = drawConducts(outcome, deal, lastDay, random);
  const withSupplement = index % 7 === 2;
  const histories = drawHistories(duties, { conducts, signedOn: papers.signedOn, lastDay, withSupplement }, random);
  if (!canEndAs(outcome, histories, until)) return undefined;
  const inAgreements = duties
    .map(({ terms }) => terms)
    .filter(({ instrumentId }) => instrumentId !== instruments.minutes);
  const asTyped = typed(deal, inAgreements, papers, random);
  const contractId = contractIdFor(bureauId, deal.dealNumber);
  const { terminatedOn } = conducts;
  const byLadder = endsByLadder(deal, deal.signedOn, terminatedOn);
  const entries = [
    recording(deal, contractId, duties, papers, asTyped),
    ...asTyped.corrections,
    ...minutesEntries(papers, histories),
    ...duplicateEntries(deal, inAgreements, random),
    ...companyEntries(deal, histories, random),
    ...landEntries(deal, histories, random),
    ...histories.flatMap((history) => supplementEntries(deal, history, random)),
    ...histories.flatMap((history) => [
      ...determinationEntries(history, random),
      ...claimsOf(history, lastDay, random),
    ]),
    ...letterEntries(deal, histories, { terminatedOn: conducts.terminatedOn, lastDay }),
    ...reviewEntries(deal, histories, lastDay),
    ...mistakenSupersession(deal, histories),
    ...hindranceEntries(deal, histories, { terminatedOn: conducts.terminatedOn, lastDay }),
    ...(byLadder ? ladderEntries(inAgreements, terminatedOn!) : terminationEntries(deal, terminatedOn, random)),
  ];
  if (terminatedOn === null) entries.push(...incidentEntries(deal, inAgreements, partiesOf(deal, duties), entries));
  return { contractId, entries: inOrder(entries, deal.recordedOn) };
}

/** Nothing is recorded before the deal itself. */
function inOrder(entries: readonly Entry[], recordedOn: CivilDate): Entry[] {
  return entries
    .map((entry) => ({ ...entry, on: later(entry.on, recordedOn) }))
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
