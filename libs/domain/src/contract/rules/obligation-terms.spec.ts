import type { ObligationTerms } from '../../obligation/obligation';
import { commitment, contractRecorded, promise, retracted } from '../../testing/facts.fixtures';
import { recordObligation } from '../../testing/commands.fixtures';
import { given } from '../../testing/given.fixtures';
import { ENTERPRISE, LAND_OFFICE, PLATFORM } from '../../testing/people.fixtures';
import {
  afterCondition,
  afterFulfilmentOf,
  afterSigning,
  amount,
  commitmentTerms,
  onceDetermined,
  onceFulfilled,
  persons,
  plan,
  promiseTerms,
  yuan,
} from '../../testing/terms.fixtures';

const recording = (terms: ObligationTerms) => given(contractRecorded()).when(recordObligation(terms));
const accepts = (obligation: ObligationTerms) =>
  recording(obligation).thenEvents({ type: 'ObligationRecorded', data: { obligation } });

describe('the parties of a duty', () => {
  it('may be left unknown', () => {
    accepts(
      promiseTerms({ obligorId: null, performerId: null, obligeeId: null, verifierId: null, instrumentId: null }),
    );
  });
  it('let a platform company perform what an office owes', () => {
    accepts(promiseTerms({ performerId: PLATFORM }));
    accepts(promiseTerms({ obligorId: PLATFORM }));
  });
  it('must stand on the contract', () => {
    for (const role of ['obligorId', 'performerId', 'obligeeId', 'verifierId'] as const)
      recording(promiseTerms({ [role]: 'office-nowhere' })).thenRefused('PARTY_NOT_FOUND', 'office-nowhere');
  });
  it('must stand on the side that owes', () => {
    recording(promiseTerms({ obligorId: ENTERPRISE })).thenRefused('OBLIGOR_ON_THE_WRONG_SIDE', 'G-01');
    recording(commitmentTerms({ obligorId: PLATFORM })).thenRefused('OBLIGOR_ON_THE_WRONG_SIDE', 'E-01');
  });
  it('never verify what they owe or perform', () => {
    recording(promiseTerms({ verifierId: LAND_OFFICE })).thenRefused('VERIFIER_IS_THE_OBLIGOR', LAND_OFFICE);
    recording(promiseTerms({ verifierId: PLATFORM, performerId: PLATFORM })).thenRefused('VERIFIER_IS_THE_OBLIGOR');
  });
  it('stand in a paper that exists', () =>
    recording(promiseTerms({ instrumentId: 'sup-9' })).thenRefused('INSTRUMENT_NOT_FOUND', 'it has inv-1'));
});

describe('what is measured', () => {
  it('has a target above zero', () => {
    accepts(promiseTerms({ measure: amount(yuan(1)) }));
    for (const target of [yuan(0), yuan(-5), persons(0)])
      recording(promiseTerms({ measure: amount(target) })).thenRefused('TARGET_NOT_POSITIVE', 'G-01');
  });
  it('follows a plan that moves on in time and never falls, to the target', () => {
    const start = ['2025-01-01', persons(0)] as const;
    accepts(commitmentTerms({ measure: plan(start, ['2025-06-01', persons(0)], ['2026-01-01', persons(50)]) }));
    accepts(commitmentTerms({ measure: plan(['2026-01-01', persons(50)]) }));
    recording(
      commitmentTerms({ measure: plan(start, ['2025-06-01', persons(40)], ['2025-09-01', persons(30)]) }),
    ).thenRefused('PLAN_NOT_RISING', '2025-09-01');
    recording(commitmentTerms({ measure: plan(start, ['2025-01-01', persons(30)]) })).thenRefused('PLAN_NOT_RISING');
  });
  it('follows a plan that ends at its target', () => {
    const measure = plan(['2025-01-01', persons(0)], ['2026-01-01', persons(50)]);
    if (measure.kind !== 'progress_plan') throw new Error('not a plan');
    recording(commitmentTerms({ measure: { ...measure, target: persons(60) } })).thenRefused('PLAN_ENDS_OFF_TARGET');
    recording(commitmentTerms({ measure: { ...measure, plan: [] } })).thenRefused('PLAN_ENDS_OFF_TARGET');
  });
  it('is planned in a unit of the target’s dimension', () => {
    const hectare = { value: '1', unit: 'hectare' } as const;
    accepts(promiseTerms({ measure: plan(['2025-01-01', hectare], ['2026-01-01', { value: '30', unit: 'mu' }]) }));
    recording(promiseTerms({ measure: plan(['2025-01-01', yuan(1)], ['2026-01-01', persons(5)]) })).thenRefused(
      'UNIT_MISMATCH',
      'money:CNY',
    );
  });
});

describe('when a duty is due', () => {
  it('may follow the signing of the paper it stands in', () => {
    accepts(commitmentTerms({ due: afterSigning(30, 'working_days') }));
    recording(commitmentTerms({ due: afterSigning(30, 'working_days'), instrumentId: null })).thenRefused(
      'DUE_RULE_NEEDS_AN_INSTRUMENT',
      'E-01',
    );
  });
  it('may follow another duty that stands, never itself', () => {
    const due = afterFulfilmentOf('G-01', 6, 'months');
    given(contractRecorded(), promise())
      .when(recordObligation(commitmentTerms({ due })))
      .thenEvents({ type: 'ObligationRecorded', data: { obligation: commitmentTerms({ due }) } });
    recording(commitmentTerms({ due })).thenRefused('DUE_RULE_NAMES_MISSING_OBLIGATION', 'G-01');
    given(contractRecorded(), promise(), retracted('G-01'))
      .when(recordObligation(commitmentTerms({ due })))
      .thenRefused('DUE_RULE_NAMES_MISSING_OBLIGATION');
    recording(promiseTerms({ due })).thenRefused('DUE_RULE_NAMES_ITSELF', 'G-01');
  });
  it('may follow one of its own conditions', () => {
    const due = afterCondition('c-1', 60, 'working_days');
    accepts(promiseTerms({ due, conditions: [onceDetermined('c-1')] }));
    recording(promiseTerms({ due })).thenRefused('DUE_RULE_NAMES_MISSING_CONDITION', 'c-1');
  });
});

describe('the conditions of a duty', () => {
  it('have ids of their own', () =>
    recording(promiseTerms({ conditions: [onceDetermined('c-1'), onceDetermined('c-1')] })).thenRefused(
      'DUPLICATE_CONDITION',
      'c-1',
    ));
  it('name duties that stand, never the duty itself', () => {
    recording(promiseTerms({ conditions: [onceFulfilled('E-07')] })).thenRefused(
      'CONDITION_NAMES_MISSING_OBLIGATION',
      'E-07',
    );
    recording(promiseTerms({ conditions: [onceFulfilled('G-01')] })).thenRefused('CONDITION_NAMES_ITSELF', 'G-01');
  });
});

describe('the duties whose delay tolls a duty', () => {
  it('are the other side’s, whether recorded before or in the same command', () =>
    given(contractRecorded(), promise())
      .when(recordObligation(commitmentTerms({ tolledBy: ['G-01'] })))
      .thenEvents({ type: 'ObligationRecorded', data: { obligation: commitmentTerms({ tolledBy: ['G-01'] }) } }));
  it('are never its own or its own side’s, and must be there', () => {
    recording(promiseTerms({ tolledBy: ['G-01'] })).thenRefused('TOLLED_BY_ITSELF', 'G-01');
    recording(promiseTerms({ tolledBy: ['E-09'] })).thenRefused('TOLLED_BY_MISSING_OBLIGATION', 'E-09');
    given(contractRecorded(), promise())
      .when(recordObligation(promiseTerms({ no: 'G-02', tolledBy: ['G-01'] })))
      .thenRefused('TOLLED_BY_OWN_SIDE', 'G-01');
  });
  it('cannot be retracted while they are named', () =>
    given(contractRecorded(), promise(), commitment({ tolledBy: ['G-01'] }))
      .when({ type: 'RetractObligation', no: 'G-01', reason: '误录' })
      .thenRefused('OBLIGATION_STILL_REFERRED_TO', 'E-01'));
});
