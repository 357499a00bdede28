import type { ContractAssessment, Quadrant } from '../assessment/assess';
import type { Party, Side } from '../contract/contract';
import type { ContractEvent } from '../contract/contract.events';
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
    case 'ObligationRecorded': {
      const { obligation } = event.data;
      return { ...event, data: { obligation: { ...obligation, side: OTHER_SIDE[obligation.side] } } };
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
    obligations: assessment.obligations.map((each) => ({ ...each, side: OTHER_SIDE[each.side] })),
  };
}

export function mirroredAlert<Event extends AlertEvent>(event: Event): Event {
  return { ...event, data: { ...event.data, side: OTHER_SIDE[event.data.side] } };
}
