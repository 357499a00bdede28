import fc from 'fast-check';
import { assess } from '../assessment/assess';
import { DEFAULT_ASSESSMENT_RULES } from '../assessment/assessment-rules';
import { latestCalendar } from '../calendar/statutory-calendar';
import { foldContract } from '../contract/contract.evolve';
import { OBLIGATION_STATUSES } from '../obligation/obligation-status';
import { addDays, civilDate } from '../time/civil-date';
import { randomHistory } from './random-history.fixtures';

/** The properties say little if the histories they are tried on hold little. */
describe('random histories', () => {
  const histories = fc.sample(randomHistory, { numRuns: 1000, seed: 2025 });

  it('reach every status', () => {
    const met = new Set<string>();
    for (const history of histories) {
      for (let n = 0; n < 36; n++) {
        const day = addDays(civilDate('2024-01-01'), n * 31);
        const { obligations } = assess(foldContract(history)!, day, latestCalendar(), DEFAULT_ASSESSMENT_RULES);
        for (const { status } of obligations) met.add(status);
      }
    }
    expect([...met].toSorted()).toEqual(OBLIGATION_STATUSES.toSorted());
  });

  it('hold every event that bears on an assessment', () => {
    const met = new Set(histories.flatMap((history) => history.map(({ event }) => event.type)));
    expect([...met].toSorted()).toEqual(
      [
        'AcknowledgementRecorded',
        'AcknowledgementRevoked',
        'BreachNoticeRevoked',
        'BreachNoticeServed',
        'ClaimRejected',
        'ClaimWithdrawn',
        'ContractDetailsCorrected',
        'ConditionDeterminationRevoked',
        'ConditionDetermined',
        'ContractRecorded',
        'ContractTerminated',
        'ContractTerminationRevoked',
        'DemandRevoked',
        'DemandServed',
        'DueDateMoveRevoked',
        'DueDateMoved',
        'EvidenceAttached',
        'ExcuseAccepted',
        'ExcuseClaimed',
        'ExcuseDecisionRevoked',
        'ExcuseEnded',
        'ExcuseRejected',
        'ExcuseWithdrawn',
        'InstrumentCorrected',
        'InstrumentDissolutionRevoked',
        'InstrumentDissolved',
        'InstrumentSigned',
        'ObligationFrozen',
        'ObligationRecorded',
        'ObligationRetracted',
        'ObligationSuperseded',
        'ObligationTermsCorrected',
        'ObligationUnfrozen',
        'PartyAdded',
        'PartySucceeded',
        'PartySuccessionRevoked',
        'PaymentRecorded',
        'PerformanceClaimed',
        'PerformanceVerified',
        'ReliefApproved',
        'ReliefDecisionRevoked',
        'ReliefRefused',
        'ReliefRequested',
        'ReliefServed',
        'ReliefWithdrawn',
        'SupersessionRevoked',
        'RectificationNoticeServed',
        'TerminationCaseClosed',
        'TerminationCaseOpened',
        'TerminationDecided',
        'TerminationHearingConcluded',
        'TerminationHearingOffered',
        'TerminationIntentServed',
        'TerminationNoticeServed',
        'TerminationStepRevoked',
        'VerificationRevoked',
      ].toSorted(),
    );
  });
});
