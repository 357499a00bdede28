import type { Actor } from '../../actor';
import { sameDimension, type QuantityJson } from '../../money/quantity';
import type { ObligationTerms } from '../../obligation/obligation';
import { Refusal } from '../../refusal';
import type { CivilDate } from '../../time/civil-date';
import type { Instant } from '../../time/instant';
import type { LandParcel, Instrument, Party } from '../contract';
import type { RecordContract } from '../contract.commands';
import type { ContractEvent } from '../contract.events';
import { evolve } from '../contract.evolve';
import type { ContractState } from '../contract.state';
import { notAfterToday, unused } from './find';
import { checkTerms, type Siblings } from './obligation-terms';

/** A whole deal: each part is decided on the state that the parts before it leave, so that the same rules hold as one by one.
 *  Duties may name each other in any order. */
export function recordContract(command: RecordContract, today: CivilDate): readonly ContractEvent[] {
  const { contractId, bureauId, dealNumber, timeZone, details } = command;
  const events: ContractEvent[] = [
    { type: 'ContractRecorded', data: { contractId, bureauId, dealNumber, timeZone, ...details } },
  ];
  let state = preview(undefined, events[0]!);
  const add = (event: ContractEvent) => {
    events.push(event);
    state = preview(state, event);
  };
  for (const party of command.parties) add(addParty(state, party));
  for (const instrument of command.instruments) add(signInstrument(state, instrument, today));
  for (const parcel of command.parcels) add(addParcel(state, parcel));
  const siblings = new Map(command.obligations.map(({ no, side }) => [no, side]));
  for (const obligation of command.obligations) add(recordObligation(state, obligation, siblings));
  return events;
}

export function addParty(state: ContractState, party: Party): ContractEvent {
  unused(
    state.parties.some((each) => each.id === party.id),
    'DUPLICATE_PARTY',
    `Party ${party.id}`,
  );
  return { type: 'PartyAdded', data: { party } };
}

export function signInstrument(state: ContractState, instrument: Instrument, today: CivilDate): ContractEvent {
  unused(
    state.instruments.some((each) => each.id === instrument.id),
    'DUPLICATE_INSTRUMENT',
    `Instrument ${instrument.id}`,
  );
  if (instrument.signedOn !== null) notAfterToday('signedOn', instrument.signedOn, today);
  return { type: 'InstrumentSigned', data: { instrument } };
}

export function addParcel(state: ContractState, parcel: LandParcel): ContractEvent {
  unused(
    state.parcels.some((each) => each.id === parcel.id),
    'DUPLICATE_PARCEL',
    `Parcel ${parcel.id}`,
  );
  for (const area of [parcel.contractedArea, parcel.surveyedArea]) if (area) requireArea(parcel.id, area);
  return { type: 'LandParcelAdded', data: { parcel } };
}

export function requireArea(parcelId: string, { unit }: QuantityJson): void {
  if (sameDimension(unit, 'mu')) return;
  throw new Refusal(
    'NOT_AN_AREA',
    `The area of parcel ${parcelId} is given in ${unit}; give it in mu, hectare or square_metre.`,
    { parcelId, unit },
  );
}

/** Records a promise or a commitment; `alongside` are the numbers recorded in the same command. */
export function recordObligation(
  state: ContractState,
  obligation: ObligationTerms,
  alongside: Siblings = new Map(),
): ContractEvent {
  if (state.obligations.some((each) => each.terms.no === obligation.no)) {
    throw new Refusal(
      'DUPLICATE_OBLIGATION_NUMBER',
      `Contract ${state.dealNumber} already has an obligation ${obligation.no}; a number is never reused. Correct its terms, or choose the next number.`,
      { no: obligation.no },
    );
  }
  checkTerms(obligation, state, standingNumbers(state, alongside));
  return { type: 'ObligationRecorded', data: { obligation } };
}

export function standingNumbers(state: ContractState, alongside: Siblings = new Map()): Siblings {
  const standing = state.obligations
    .filter((each) => !each.retracted)
    .map(({ terms }) => [terms.no, terms.side] as const);
  return new Map([...standing, ...alongside]);
}

const NOBODY: Actor = { id: '', partyId: null, role: 'service' };

/** The state as it would be; the placeholders of who and when are read by no rule of recording. */
function preview(state: ContractState | undefined, event: ContractEvent): ContractState {
  const at = '1970-01-01T00:00:00.000Z' as Instant;
  return evolve(state, { event, id: '', revision: 0, position: '0', recordedAt: at, actor: NOBODY, commandId: '' });
}
