import type { Fact } from '../../testing/facts.fixtures';
import {
  by,
  claimed,
  claimWithdrawn,
  commitment,
  contractRecorded,
  determined,
  dueDateMoved,
  investmentAgreement,
  movedBySupplement,
  paid,
  promise,
  retracted,
  supplementSigned,
  terminated,
} from '../../testing/facts.fixtures';
import {
  addLandParcel,
  correctable,
  correctInstrument,
  correctParty,
  correctPromise,
  determineCondition,
  moveDueDate,
  recordContract,
  retractObligation,
  revokeDetermination,
  revokeDueDateMove,
  revokeTermination,
  surveyLandParcel,
  terminateContract,
} from '../../testing/commands.fixtures';
import { given } from '../../testing/given.fixtures';
import { landVerifier, manager, parties, supervisor } from '../../testing/people.fixtures';
import {
  afterFulfilmentOf,
  amount,
  MILESTONE,
  onceDetermined,
  onceFulfilled,
  persons,
  promiseTerms,
  SUPPLEMENT,
  yuan,
} from '../../testing/terms.fixtures';
import { civilDate } from '../../time/civil-date';

const deal = (...facts: readonly Fact[]) => given(contractRecorded(), promise(), commitment(), ...facts);
const future = civilDate('2025-08-15');

describe('correcting what was recorded', () => {
  it('replaces the details of the deal, silently nothing where they say the same', () => {
    const { details } = recordContract();
    const corrected = { ...details, parkId: 'park-2' };
    const correct = (given_: typeof details) =>
      deal().when({ type: 'CorrectContractDetails', details: given_, reason: '园区有误' });
    correct(corrected).thenEvents({
      type: 'ContractDetailsCorrected',
      data: { details: corrected, reason: '园区有误' },
    });
    correct({ ...details }).thenNothing();
  });

  it('replaces a party’s name and identifier, never its side', () => {
    const known = parties[1]!;
    const party = { ...known, name: '自然资源和规划局' };
    const { reason } = correctParty(party);
    deal().when(correctParty(party)).thenEvents({ type: 'PartyCorrected', data: { party, reason } });
    deal()
      .when(correctParty({ ...known }))
      .thenNothing();
    deal()
      .when(correctParty({ ...known, kind: 'enterprise' }))
      .thenRefused('OBLIGOR_ON_THE_WRONG_SIDE', 'add the right party');
    deal()
      .when(correctParty({ ...known, id: 'office-nowhere' }))
      .thenRefused('PARTY_NOT_FOUND', 'office-nowhere');
  });

  it('replaces a paper, silently nothing where it says the same', () => {
    const instrument = { ...investmentAgreement, signedOn: civilDate('2025-01-08') };
    const { reason } = correctInstrument(instrument);
    deal()
      .when(correctInstrument(instrument))
      .thenEvents({ type: 'InstrumentCorrected', data: { instrument, reason } });
    deal().when(correctInstrument({})).thenNothing();
    deal()
      .when(correctInstrument({ id: 'inv-9' }))
      .thenRefused('INSTRUMENT_NOT_FOUND', 'it has inv-1');
    deal()
      .when(correctInstrument({ signedOn: future }))
      .thenRefused('DATE_IN_THE_FUTURE', 'signedOn');
  });

  it('keeps a supplement that moved a date a signed supplement', () => {
    const moved = movedBySupplement('G-01', '2025-12-31', '2025-05-20');
    deal(moved)
      .when(correctInstrument({ id: SUPPLEMENT }))
      .thenRefused('INSTRUMENT_NOT_A_SUPPLEMENT', SUPPLEMENT);
    deal(moved)
      .when(correctInstrument({ id: SUPPLEMENT, kind: 'supplement', signedOn: null }))
      .thenRefused('INSTRUMENT_NOT_SIGNED', SUPPLEMENT);
  });

  it('replaces the terms of a duty, silently nothing where they say the same', () => {
    const terms = correctable(promiseTerms({ clause: '第四条' }));
    const { reason } = correctPromise({});
    deal()
      .when(correctPromise({ clause: '第四条' }))
      .thenEvents({ type: 'ObligationTermsCorrected', data: { no: 'G-01', terms, reason } });
    deal().when(correctPromise({})).thenNothing();
    deal()
      .when(correctPromise({ obligorId: 'ent-1' }))
      .thenRefused('OBLIGOR_ON_THE_WRONG_SIDE');
    deal()
      .when({ ...correctPromise({ clause: 'x' }), no: 'G-09' })
      .thenRefused('OBLIGATION_NOT_FOUND', 'G-09');
  });

  it('refuses terms that what was claimed does not fit, until the claim is withdrawn', () => {
    const jobs = promise({ measure: amount(persons(10)) });
    const claim = claimed('G-01', '2025-06-01', persons(5));
    const correcting = (facts: readonly Fact[], measure: Parameters<typeof correctPromise>[0]['measure']) =>
      given(contractRecorded(), ...facts).when(correctPromise({ measure: measure! }));
    correcting([jobs, claim], amount(yuan(10))).thenRefused('UNIT_MISMATCH', 'unit:person');
    correcting([jobs, claim], amount(persons(10), 'payments')).thenRefused(
      'READING_ON_AN_OBLIGATION_COUNTED_BY_PAYMENTS',
    );
    correcting([jobs, claim], MILESTONE).thenRefused('VALUE_NOT_MEASURED');
    correcting([promise(), claimed('G-01', '2025-06-01')], amount(persons(10))).thenRefused('VALUE_MISSING');
    const pays = promise({ measure: amount(yuan(10), 'payments') });
    correcting([pays, paid('G-01', '2025-06-01', yuan(5))], amount(yuan(10))).thenRefused(
      'PAYMENT_ON_AN_OBLIGATION_NOT_COUNTED_BY_PAYMENTS',
    );
    const terms = correctable(promiseTerms({ measure: amount(yuan(10)) }));
    correcting([jobs, claim, claimWithdrawn('G-01')], amount(yuan(10))).thenEvents({
      type: 'ObligationTermsCorrected',
      data: { no: 'G-01', terms, reason: correctPromise({}).reason },
    });
  });
});

describe('retracting a duty recorded by mistake', () => {
  const { reason } = retractObligation('G-01');
  it('takes it out once', () => {
    deal()
      .when(retractObligation('G-01'))
      .thenEvents({ type: 'ObligationRetracted', data: { no: 'G-01', reason } });
    deal(retracted('G-01')).when(retractObligation('G-01')).thenRefused('OBLIGATION_RETRACTED', 'G-01');
  });
  it('refuses while another duty depends on it, by its term or by a condition', () => {
    const chained = commitment({ no: 'E-02', due: afterFulfilmentOf('G-01', 6, 'months') });
    const conditioned = commitment({ no: 'E-02', conditions: [onceFulfilled('G-01')] });
    for (const other of [chained, conditioned]) {
      deal(other).when(retractObligation('G-01')).thenRefused('OBLIGATION_STILL_REFERRED_TO', 'E-02');
      deal(other, retracted('E-02'))
        .when(retractObligation('G-01'))
        .thenEvents({ type: 'ObligationRetracted', data: { no: 'G-01', reason } });
    }
  });
});

describe('moving a due date', () => {
  it('takes a signed supplement', () => {
    const { type: _, ...data } = moveDueDate();
    deal(supplementSigned('2025-05-20')).when(moveDueDate()).thenEvents({ type: 'DueDateMoved', data });
    deal()
      .when(moveDueDate({ instrumentId: 'inv-1' }))
      .thenRefused('INSTRUMENT_NOT_A_SUPPLEMENT', 'inv-1');
    deal(supplementSigned(null)).when(moveDueDate()).thenRefused('INSTRUMENT_NOT_SIGNED', SUPPLEMENT);
    deal().when(moveDueDate()).thenRefused('INSTRUMENT_NOT_FOUND', SUPPLEMENT);
  });
  it('takes an id of its own', () =>
    deal(supplementSigned('2025-05-20'), dueDateMoved('G-01', '2025-10-31', SUPPLEMENT, 'm-1'))
      .when(moveDueDate())
      .thenRefused('DUPLICATE_DUE_MOVE', 'm-1'));
  it('can be revoked while it stands', () => {
    const { reason } = revokeDueDateMove('m-1');
    deal(supplementSigned('2025-05-20'), dueDateMoved('G-01', '2025-10-31', SUPPLEMENT, 'm-1'))
      .when(revokeDueDateMove('m-1'))
      .thenEvents({ type: 'DueDateMoveRevoked', data: { no: 'G-01', moveId: 'm-1', reason } });
    deal().when(revokeDueDateMove('m-1')).thenRefused('DUE_MOVE_NOT_FOUND', 'm-1');
  });
});

describe('determining a condition', () => {
  const conditional = (...facts: readonly Fact[]) =>
    given(
      contractRecorded(),
      commitment(),
      promise({ conditions: [onceDetermined('c-1'), onceFulfilled('E-01', 'c-2')] }),
      ...facts,
    );
  it('records that it was met, or that it was not', () => {
    for (const met of [true, false]) {
      const { type: _, ...data } = determineCondition({ met });
      conditional().when(determineCondition({ met }), supervisor).thenEvents({ type: 'ConditionDetermined', data });
    }
  });
  it('refuses a condition that is not there, or that follows from another duty', () => {
    conditional()
      .when(determineCondition({ conditionId: 'c-9' }), supervisor)
      .thenRefused('CONDITION_NOT_FOUND', 'does not exist');
    conditional()
      .when(determineCondition({ conditionId: 'c-2' }), supervisor)
      .thenRefused('CONDITION_NOT_FOUND', 'follows from obligation E-01');
  });
  it('is never for the party that owes', () =>
    conditional().when(determineCondition(), landVerifier).thenRefused('CLAIMANT_VERIFIES_OWN_CLAIM', 'office-zr'));
  it('refuses days of tomorrow and an id that is taken', () => {
    conditional()
      .when(determineCondition({ occurredOn: future }), supervisor)
      .thenRefused('DATE_IN_THE_FUTURE');
    conditional()
      .when(determineCondition({ decidedOn: future }), supervisor)
      .thenRefused('DATE_IN_THE_FUTURE');
    conditional(by(supervisor, determined('G-01', 'c-1', '2025-03-01')))
      .when(determineCondition(), supervisor)
      .thenRefused('DUPLICATE_DETERMINATION', 'd-1');
  });
  it('can be revoked while it stands', () => {
    const { reason } = revokeDetermination('d-1');
    conditional(by(supervisor, determined('G-01', 'c-1', '2025-03-01')))
      .when(revokeDetermination('d-1'), supervisor)
      .thenEvents({ type: 'ConditionDeterminationRevoked', data: { no: 'G-01', determinationId: 'd-1', reason } });
    conditional().when(revokeDetermination('d-1'), supervisor).thenRefused('DETERMINATION_NOT_FOUND', 'd-1');
  });
});

describe('surveying a parcel', () => {
  const parcel = { type: 'LandParcelAdded', data: { parcel: addLandParcel().parcel } } as const;
  const { type: _, ...data } = surveyLandParcel();
  const surveyed = { type: 'LandParcelSurveyed', data } as const;
  it('records the measured area, silently nothing the second time', () => {
    deal(parcel).when(surveyLandParcel(), landVerifier).thenEvents(surveyed);
    deal(parcel, surveyed).when(surveyLandParcel(), landVerifier).thenNothing();
  });
  it('refuses a parcel that is not there, a survey of tomorrow, and what is no area', () => {
    deal().when(surveyLandParcel()).thenRefused('PARCEL_NOT_FOUND', 'parcel-1');
    deal(parcel)
      .when(surveyLandParcel({ surveyedOn: future }))
      .thenRefused('DATE_IN_THE_FUTURE', 'surveyedOn');
    deal(parcel)
      .when(surveyLandParcel({ surveyedArea: { value: '1', unit: 'tonne' } }))
      .thenRefused('NOT_AN_AREA', 'tonne');
  });
});

describe('terminating the contract', () => {
  it('records the day, or by when where the day is not known', () => {
    const { type: _, ...data } = terminateContract();
    deal().when(terminateContract()).thenEvents({ type: 'ContractTerminated', data });
    deal()
      .when(terminateContract({ terminatedOn: null }))
      .thenEvents({ type: 'ContractTerminated', data: { ...data, terminatedOn: null } });
  });
  it('refuses a second one, days of tomorrow, and a paper that is not there', () => {
    deal(terminated('2025-07-01')).when(terminateContract()).thenRefused('CONTRACT_TERMINATED', '2025-001');
    deal()
      .when(terminateContract({ terminatedOn: future }))
      .thenRefused('DATE_IN_THE_FUTURE', 'terminatedOn');
    deal()
      .when(terminateContract({ statedAsOf: future }))
      .thenRefused('DATE_IN_THE_FUTURE', 'statedAsOf');
    deal()
      .when(terminateContract({ instrumentId: 'sup-9' }))
      .thenRefused('INSTRUMENT_NOT_FOUND', 'sup-9');
  });
  it('can be revoked once recorded', () => {
    const { reason } = revokeTermination;
    deal(terminated('2025-07-01'))
      .when(revokeTermination)
      .thenEvents({ type: 'ContractTerminationRevoked', data: { reason } });
    deal().when(revokeTermination).thenRefused('CONTRACT_NOT_TERMINATED', '2025-001');
  });
  it('still lets facts of the past be recorded late', () => {
    const claim = { no: 'E-01', claimId: 'late', performedOn: civilDate('2025-06-01'), value: null, evidence: [] };
    const data = { ...claim, source: null, note: null };
    deal(terminated('2025-07-01'))
      .when({ type: 'ClaimPerformance', ...data }, manager)
      .thenEvents({ type: 'PerformanceClaimed', data });
  });
});
