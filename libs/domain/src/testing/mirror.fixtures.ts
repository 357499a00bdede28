import type { ContractAssessment, Quadrant } from '../assessment/assess';
import type { Party, Side } from '../contract/contract';
import type { ContractEvent } from '../contract/contract.events';
import type { Book } from '../delay/book';
import type { AlertEvent } from '../alert/alert.events';

const OTHER_SIDE: Readonly<Record<Side, Side>> = { government: 'enterprise', enterprise: 'government' };
const OTHER_QUADRANT: Readonly<Record<Quadrant, Quadrant>> = {
  both_keep: 'both_keep',
  both_behind: 'both_behind',
  government_behind: 'enterprise_behind',
  enterprise_behind: 'government_behind',
};

/** The same event with the sides swapped and nothing else. */
export function mirrored(event: ContractEvent): ContractEvent {
  switch (event.type) {
    case 'PartyAdded':
      return { ...event, data: { ...event.data, party: mirroredParty(event.data.party) } };
    case 'PartyCorrected':
      return { ...event, data: { ...event.data, party: mirroredParty(event.data.party) } };
    case 'PartySucceeded':
      return { ...event, data: { ...event.data, successor: mirroredParty(event.data.successor) } };
    case 'TerminationCaseOpened':
      return { ...event, data: { ...event.data, bySide: OTHER_SIDE[event.data.bySide] } };
    case 'ObligationRecorded': {
      const { obligation } = event.data;
      return { ...event, data: { obligation: { ...obligation, side: OTHER_SIDE[obligation.side] } } };
    }
    case 'ExcuseClaimed': {
      const { ground } = event.data;
      return { ...event, data: { ...event.data, ground: ground === 'neutral' ? ground : OTHER_SIDE[ground] } };
    }
    default:
      return event;
  }
}

function mirroredParty(party: Party): Party {
  return { ...party, kind: party.kind === 'enterprise' ? 'government_office' : 'enterprise' };
}

export function mirroredAssessment(assessment: ContractAssessment): ContractAssessment {
  return {
    ...assessment,
    quadrant: OTHER_QUADRANT[assessment.quadrant],
    obligations: assessment.obligations.map((each) => ({
      ...each,
      side: OTHER_SIDE[each.side],
      delay: {
        ...each.delay,
        byBook: mirroredBooks(each.delay.byBook),
        ledger: each.delay.ledger.map((days) => ({ ...days, book: OTHER_BOOK[days.book] ?? days.book })),
      },
      blocker: each.blocker && { ...each.blocker, side: OTHER_SIDE[each.blocker.side] },
    })),
  };
}

const OTHER_BOOK: Partial<Record<Book, Book>> = OTHER_SIDE;

export function mirroredBooks(byBook: Readonly<Record<Book, number>>): Readonly<Record<Book, number>> {
  return { ...byBook, government: byBook.enterprise, enterprise: byBook.government };
}

export function mirroredAlert<Event extends AlertEvent>(event: Event): Event {
  const side = OTHER_SIDE[event.data.side];
  if (event.type !== 'AlertRaised') return { ...event, data: { ...event.data, side } };
  const arithmetic = event.data.arithmetic.map((step) =>
    step.code === 'excused_by_duty' ? { ...step, book: OTHER_BOOK[step.book] ?? step.book } : step,
  );
  return { ...event, data: { ...event.data, side, arithmetic } };
}
