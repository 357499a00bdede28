import { Refusal } from '../../refusal';
import type { CivilDate } from '../../time/civil-date';
import type { Instrument, Party } from '../contract';
import type { Claim, ContractState, ObligationState } from '../contract.state';

/** The duty with this number, still standing. */
export function standingObligation(state: ContractState, no: string): ObligationState {
  const obligation = state.obligations.find((each) => each.terms.no === no);
  if (!obligation) {
    throw new Refusal(
      'OBLIGATION_NOT_FOUND',
      `Contract ${state.dealNumber} has no obligation ${no}; it has ${numbersOf(state)}.`,
      { no },
    );
  }
  if (obligation.retracted) {
    throw new Refusal(
      'OBLIGATION_RETRACTED',
      `Obligation ${no} was retracted as recorded by mistake; record a new one.`,
      { no },
    );
  }
  return obligation;
}

export function claimOf(obligation: ObligationState, claimId: string): Claim {
  const claim = obligation.claims.find((each) => each.claimId === claimId);
  if (!claim) {
    throw new Refusal('CLAIM_NOT_FOUND', `Obligation ${obligation.terms.no} has no claim ${claimId}.`, {
      no: obligation.terms.no,
      claimId,
    });
  }
  if (claim.withdrawn) {
    throw new Refusal('CLAIM_WITHDRAWN', `Claim ${claimId} was withdrawn; make a new claim.`, { claimId });
  }
  return claim;
}

export function instrumentOf(state: ContractState, instrumentId: string): Instrument {
  const instrument = state.instruments.find((each) => each.id === instrumentId);
  if (!instrument) {
    const known = state.instruments.map((each) => each.id).join(', ') || 'none';
    throw new Refusal(
      'INSTRUMENT_NOT_FOUND',
      `Contract ${state.dealNumber} has no instrument ${instrumentId}; it has ${known}.`,
      {
        instrumentId,
      },
    );
  }
  return instrument;
}

/** What changes an agreement is a supplement, and its day of signature is known. */
export function requireSignedSupplement({ id, kind, signedOn }: Instrument): void {
  if (kind !== 'supplement') {
    throw new Refusal(
      'INSTRUMENT_NOT_A_SUPPLEMENT',
      `What was agreed is changed by a supplement (补充协议); ${id} is of kind ${kind}. A wrong record is put right by correcting the terms.`,
      { instrumentId: id },
    );
  }
  if (signedOn === null) {
    throw new Refusal(
      'INSTRUMENT_NOT_SIGNED',
      `Supplement ${id} changes what was agreed and needs its day of signature; correct the instrument first.`,
      { instrumentId: id },
    );
  }
}

export function partyOf(state: ContractState, partyId: string): Party {
  const party = state.parties.find((each) => each.id === partyId);
  if (!party) {
    throw new Refusal('PARTY_NOT_FOUND', `Contract ${state.dealNumber} has no party ${partyId}; add the party first.`, {
      partyId,
    });
  }
  return party;
}

/** What has happened cannot lie after today. */
export function notAfterToday(field: string, date: CivilDate, today: CivilDate): void {
  if (date <= today) return;
  throw new Refusal(
    'DATE_IN_THE_FUTURE',
    `${field} is ${date}, after today (${today}); record it when it has happened.`,
    {
      field,
      date,
      today,
    },
  );
}

/** While the thing that an id names stands, nothing else takes the id. */
export function unused(
  taken: boolean,
  code:
    | 'DUPLICATE_PARTY'
    | 'DUPLICATE_INSTRUMENT'
    | 'DUPLICATE_PARCEL'
    | 'DUPLICATE_CLAIM'
    | 'DUPLICATE_DUE_MOVE'
    | 'DUPLICATE_DETERMINATION'
    | 'DUPLICATE_DEMAND'
    | 'DUPLICATE_BREACH_NOTICE'
    | 'DUPLICATE_ACKNOWLEDGEMENT'
    | 'DUPLICATE_EXCUSE'
    | 'DUPLICATE_RELIEF'
    | 'DUPLICATE_CASE'
    | 'DUPLICATE_REJECTION',
  what: string,
): void {
  if (taken)
    throw new Refusal(code, `${what} is already recorded on this contract; correct it or choose another id.`, { what });
}

function numbersOf(state: ContractState): string {
  return state.obligations.map((each) => each.terms.no).join(', ') || 'none yet';
}
