import { evolveProcedures, isProcedureEvent, NO_PROCEDURES } from '../procedure/procedures';
import { withoutService } from '../procedure/termination.evolve';
import type { Recorded } from '../recorded';
import type { ContractEvent } from './contract.events';
import type { Claim, ContractState, ObligationState } from './contract.state';
import { evolveEndings, NO_ENDINGS } from './endings.state';
import { evolveNotices, NO_NOTICES } from './notices.state';
import type { Excuse } from './excuse';
import type { Relief } from './relief';

/** The state after one more event; `undefined` is the state before a contract was recorded. */
export function evolve(state: ContractState | undefined, recorded: Recorded<ContractEvent>): ContractState {
  const { event } = recorded;
  if (event.type === 'ContractRecorded') return recordedContract(event.data, recorded);
  if (!state) throw new Error(`stream starts with ${event.type}, not ContractRecorded (event ${recorded.id})`);
  return { ...apply(state, recorded), revision: recorded.revision, lastRecordedAt: recorded.recordedAt };
}

/** Folds a whole history. */
export function foldContract(
  history: Iterable<Recorded<ContractEvent>>,
  from?: ContractState,
): ContractState | undefined {
  let state = from;
  for (const recorded of history) state = evolve(state, recorded);
  return state;
}

function recordedContract(
  data: Extract<ContractEvent, { type: 'ContractRecorded' }>['data'],
  recorded: Recorded<ContractEvent>,
): ContractState {
  const { contractId, bureauId, dealNumber, timeZone, ...details } = data;
  return {
    contractId,
    bureauId,
    dealNumber,
    timeZone,
    details,
    recordedAt: recorded.recordedAt,
    revision: recorded.revision,
    lastRecordedAt: recorded.recordedAt,
    parties: [],
    instruments: [],
    parcels: [],
    obligations: [],
    excuses: [],
    termination: null,
    procedures: NO_PROCEDURES,
  };
}

function apply(state: ContractState, recorded: Recorded<ContractEvent>): ContractState {
  const { event, id: eventId, actor, recordedAt } = recorded;
  if (isProcedureEvent(event)) return evolveProcedures(state, { ...recorded, event });
  switch (event.type) {
    case 'ContractRecorded':
      return state;
    case 'ContractDetailsCorrected':
      return { ...state, details: event.data.details };
    case 'PartyAdded':
      return { ...state, parties: [...state.parties, event.data.party] };
    case 'PartyCorrected':
      return { ...state, parties: replaceById(state.parties, event.data.party) };
    case 'InstrumentSigned':
      return { ...state, instruments: [...state.instruments, event.data.instrument] };
    case 'InstrumentCorrected':
      return { ...state, instruments: replaceById(state.instruments, event.data.instrument) };
    case 'LandParcelAdded':
      return { ...state, parcels: [...state.parcels, event.data.parcel] };
    case 'LandParcelSurveyed': {
      const { parcelId, surveyedArea, surveyedOn } = event.data;
      return {
        ...state,
        parcels: state.parcels.map((parcel) =>
          parcel.id === parcelId ? { ...parcel, surveyedArea, surveyedOn } : parcel,
        ),
      };
    }
    case 'ObligationRecorded':
      return {
        ...state,
        obligations: [
          ...state.obligations,
          {
            terms: event.data.obligation,
            recordedAt,
            retracted: false,
            moves: [],
            determinations: [],
            claims: [],
            notices: NO_NOTICES,
            endings: NO_ENDINGS,
            reliefs: [],
            eventIds: [eventId],
          },
        ],
      };
    case 'ObligationTermsCorrected':
      return onObligation((obligation) => ({ ...obligation, terms: { ...obligation.terms, ...event.data.terms } }));
    case 'ObligationRetracted':
      return onObligation((obligation) => ({ ...obligation, retracted: true }));
    case 'DueDateMoved': {
      const { no: _, ...move } = event.data;
      return onObligation((obligation) => ({ ...obligation, moves: [...obligation.moves, { ...move, eventId }] }));
    }
    case 'DueDateMoveRevoked':
      return onObligation((obligation) => ({
        ...obligation,
        moves: obligation.moves.filter((move) => move.moveId !== event.data.moveId),
      }));
    case 'ConditionDetermined': {
      const { no: _, ...finding } = event.data;
      const determination = { ...finding, by: actor, eventId };
      return onObligation((obligation) => ({
        ...obligation,
        determinations: [...obligation.determinations, determination],
      }));
    }
    case 'ConditionDeterminationRevoked':
      return onObligation((obligation) => ({
        ...obligation,
        determinations: obligation.determinations.filter((d) => d.determinationId !== event.data.determinationId),
      }));
    case 'PerformanceClaimed':
      return addClaim({
        claimId: event.data.claimId,
        kind: 'performance',
        performedOn: event.data.performedOn,
        value: event.data.value,
        evidence: event.data.evidence,
        source: event.data.source,
      });
    case 'PaymentRecorded':
      return addClaim({
        claimId: event.data.claimId,
        kind: 'payment',
        performedOn: event.data.paidOn,
        value: event.data.amount,
        evidence: event.data.evidence,
        source: null,
      });
    case 'EvidenceAttached':
      return onClaim(event.data.claimId, (claim) => ({ ...claim, evidence: [...claim.evidence, event.data.evidence] }));
    case 'ClaimWithdrawn':
      return onClaim(event.data.claimId, (claim) => ({ ...claim, withdrawn: true }));
    case 'PerformanceVerified': {
      const { performedOn, value, grade, decidedOn, criterion } = event.data;
      return onClaim(event.data.claimId, (claim) => ({
        ...claim,
        decision: {
          outcome: 'accepted',
          performedOn,
          value,
          grade,
          decidedOn,
          by: actor,
          criterion,
          recordedAt,
          eventId,
        },
      }));
    }
    case 'ClaimRejected': {
      const { decidedOn, reason } = event.data;
      return onClaim(event.data.claimId, (claim) => ({
        ...claim,
        decision: { outcome: 'rejected', decidedOn, by: actor, reason, recordedAt, eventId },
      }));
    }
    case 'VerificationRevoked':
      return onClaim(event.data.claimId, (claim) => ({ ...claim, decision: null }));
    case 'DemandServed':
    case 'DemandRevoked':
    case 'BreachNoticeServed':
    case 'BreachNoticeRevoked':
    case 'AcknowledgementRecorded':
    case 'AcknowledgementRevoked':
      return onObligation((obligation) => ({
        ...obligation,
        notices: evolveNotices(obligation.notices, event, recorded),
      }));
    case 'ObligationFrozen':
    case 'ObligationUnfrozen':
    case 'ObligationSuperseded':
    case 'SupersessionRevoked':
      return onObligation((obligation) => ({
        ...obligation,
        endings: evolveEndings(obligation.endings, event, recorded),
      }));
    case 'ExcuseClaimed': {
      const claimed = { ...event.data, claimedBy: actor, recordedAt, eventId, withdrawn: false, decision: null };
      return { ...state, excuses: [...state.excuses, claimed], ...onExcused(event.data.obligations) };
    }
    case 'ExcuseEnded': {
      const { lastDay, evidence } = event.data;
      return onExcuse((excuse) => ({ ...excuse, lastDay, evidence: [...excuse.evidence, ...evidence] }));
    }
    case 'ExcuseAccepted':
    case 'ExcuseRejected': {
      const { decidedOn, reason } = event.data;
      const outcome = event.type === 'ExcuseAccepted' ? 'accepted' : 'rejected';
      return onExcuse((excuse) => ({ ...excuse, decision: { outcome, decidedOn, reason, by: actor, eventId } }));
    }
    case 'ExcuseDecisionRevoked':
      return onExcuse((excuse) => ({ ...excuse, decision: null }));
    case 'ExcuseWithdrawn':
      return onExcuse((excuse) => ({ ...excuse, withdrawn: true }));
    case 'ReliefRequested': {
      const { no: _, ...request } = event.data;
      const undecided = { withdrawn: false, decision: null, service: null };
      const relief: Relief = { ...request, requestedBy: actor, recordedAt, eventId, ...undecided };
      return onObligation((obligation) => ({ ...obligation, reliefs: [...obligation.reliefs, relief] }));
    }
    case 'ReliefApproved': {
      const { decidedOn, documentNumber, evidence, note } = event.data;
      const decision = { outcome: 'approved', decidedOn, documentNumber, evidence, reason: note } as const;
      return onRelief((relief) => ({ ...relief, decision: { ...decision, by: actor, eventId } }));
    }
    case 'ReliefRefused': {
      const { decidedOn, reason } = event.data;
      const decision = { outcome: 'refused', decidedOn, documentNumber: null, evidence: [], reason } as const;
      return onRelief((relief) => ({ ...relief, decision: { ...decision, by: actor, eventId } }));
    }
    case 'ReliefDecisionRevoked':
      return onRelief((relief) => ({ ...relief, decision: null, service: null }));
    case 'ReliefServed': {
      const { servedOn, evidence } = event.data;
      return onRelief((relief) => ({ ...relief, service: { servedOn, evidence, by: actor, eventId } }));
    }
    case 'ReliefWithdrawn':
      return onRelief((relief) => ({ ...relief, withdrawn: true }));
    case 'ContractTerminated': {
      const { terminatedOn, statedAsOf, reason } = event.data;
      return { ...state, termination: { terminatedOn, statedAsOf, reason, eventId } };
    }
    case 'ContractTerminationRevoked':
      return withoutService(state);
    default:
      return unhandled(event);
  }

  function onObligation(change: (obligation: ObligationState) => ObligationState): ContractState {
    const no = (event.data as { no: string }).no;
    const index = state.obligations.findIndex(({ terms }) => terms.no === no);
    if (index < 0) return state;
    const obligation = state.obligations[index]!;
    const changed = { ...change(obligation), eventIds: [...obligation.eventIds, eventId] };
    return { ...state, obligations: state.obligations.with(index, changed) };
  }
  /** An excuse belongs to the duties it names: each of them came from its events too. */
  function onExcused(nos: readonly string[]): Pick<ContractState, 'obligations'> {
    return {
      obligations: state.obligations.map((obligation) =>
        nos.includes(obligation.terms.no) ? { ...obligation, eventIds: [...obligation.eventIds, eventId] } : obligation,
      ),
    };
  }
  function onExcuse(change: (excuse: Excuse) => Excuse): ContractState {
    const { excuseId } = event.data as { excuseId: string };
    const excuse = state.excuses.find((each) => each.excuseId === excuseId && !each.withdrawn);
    if (!excuse) return state;
    const excuses = state.excuses.map((each) => (each === excuse ? change(each) : each));
    return { ...state, excuses, ...onExcused(excuse.obligations) };
  }
  function onRelief(change: (relief: Relief) => Relief): ContractState {
    const { reliefId } = event.data as { reliefId: string };
    return onObligation((obligation) => ({
      ...obligation,
      reliefs: obligation.reliefs.map((relief) =>
        relief.reliefId === reliefId && !relief.withdrawn ? change(relief) : relief,
      ),
    }));
  }
  function addClaim(
    claim: Omit<Claim, 'claimedBy' | 'recordedAt' | 'eventId' | 'withdrawn' | 'decision'>,
  ): ContractState {
    const added: Claim = { ...claim, claimedBy: actor, recordedAt, eventId, withdrawn: false, decision: null };
    return onObligation((obligation) => ({ ...obligation, claims: [...obligation.claims, added] }));
  }
  function onClaim(claimId: string, change: (claim: Claim) => Claim): ContractState {
    return onObligation((obligation) => {
      const index = obligation.claims.findLastIndex((claim) => claim.claimId === claimId);
      if (index < 0) return obligation;
      return { ...obligation, claims: obligation.claims.with(index, change(obligation.claims[index]!)) };
    });
  }
}

function replaceById<Item extends { readonly id: string }>(items: readonly Item[], replacement: Item): readonly Item[] {
  return items.map((item) => (item.id === replacement.id ? replacement : item));
}

function unhandled(event: never): never {
  throw new Error(`unhandled event ${JSON.stringify(event)}`);
}
