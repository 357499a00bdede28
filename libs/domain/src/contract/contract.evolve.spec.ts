import fc from 'fast-check';
import {
  addLandParcel,
  attachEvidence,
  claimPerformance,
  recordContract,
  surveyLandParcel,
} from '../testing/commands.fixtures';
import type { Fact } from '../testing/facts.fixtures';
import {
  by,
  claimed,
  commitment,
  contractRecorded,
  investmentAgreement,
  paid,
  performed,
  promise,
  rejected,
  retracted,
} from '../testing/facts.fixtures';
import { frozen } from '../testing/frozen.fixtures';
import { given, historyOf } from '../testing/given.fixtures';
import { manager, parties } from '../testing/people.fixtures';
import { randomHistory } from '../testing/random-history.fixtures';
import { amount, file, yuan } from '../testing/terms.fixtures';
import type { ContractEvent } from './contract.events';
import { evolve, foldContract } from './contract.evolve';
import type { ContractState } from './contract.state';

const stateAfter = (...facts: readonly Fact[]) => given(contractRecorded(), promise(), commitment(), ...facts).state;

describe('the state of a contract', () => {
  it('holds the deal as it was recorded, with the instant and revision of the last event', () => {
    const { details } = recordContract();
    const history = historyOf([contractRecorded(), promise(), commitment()]);
    expect(stateAfter()).toMatchObject({
      ...{ contractId: 'contract-1', bureauId: 'office-zs', dealNumber: '2025-001', timeZone: 'Asia/Shanghai' },
      ...{ details, parties, instruments: [investmentAgreement], parcels: [], termination: null },
      recordedAt: history[0]!.recordedAt,
      lastRecordedAt: history.at(-1)!.recordedAt,
      revision: history.length - 1,
    });
  });

  it('replaces what was corrected and keeps the rest in its place', () => {
    const details = { ...recordContract().details, parkId: 'park-2' };
    const party = { ...parties[1]!, name: '规划和自然资源局' };
    const instrument = { ...investmentAgreement, title: '投资协议书' };
    const corrections: ContractEvent[] = [
      { type: 'ContractDetailsCorrected', data: { details, reason: '更正' } },
      { type: 'PartyCorrected', data: { party, reason: '更正' } },
      { type: 'InstrumentCorrected', data: { instrument, reason: '更正' } },
    ];
    const state = stateAfter(corrections);
    expect(state.details.parkId).toBe('park-2');
    expect(state.parties.map(({ id }) => id)).toEqual(parties.map(({ id }) => id));
    expect(state.parties[1]).toEqual(party);
    expect(state.instruments).toEqual([instrument]);
  });

  it('holds the surveyed area of a parcel beside the contracted one', () => {
    const { parcel } = addLandParcel();
    const { type: _, ...data } = surveyLandParcel();
    const state = stateAfter({ type: 'LandParcelAdded', data: { parcel } }, { type: 'LandParcelSurveyed', data });
    const { surveyedArea, surveyedOn } = data;
    expect(state.parcels).toEqual([{ ...parcel, surveyedArea, surveyedOn }]);
  });

  it('holds a claim with its claimant, its evidence and the decision on it', () => {
    const { type: _, ...claim } = claimPerformance();
    const { type: _type, ...attached } = attachEvidence('b');
    const [, duty] = stateAfter(
      by(manager, { type: 'PerformanceClaimed', data: claim }, { type: 'EvidenceAttached', data: attached }),
      rejected('E-01'),
    ).obligations;
    expect(duty!.claims).toMatchObject([
      {
        ...{ claimId: 'E-01-c1', kind: 'performance', claimedBy: manager, withdrawn: false },
        evidence: [file(), file('b')],
        decision: { outcome: 'rejected', decidedOn: '2025-07-10', reason: '材料不符' },
      },
    ]);
  });

  it('holds a payment as a claim of its sum on its day', () => {
    const { obligations } = given(
      contractRecorded(),
      promise({ measure: amount(yuan(10), 'payments') }),
      paid('G-01', '2025-06-01', yuan(5)),
    ).state;
    expect(obligations[0]!.claims).toMatchObject([{ kind: 'payment', performedOn: '2025-06-01', value: yuan(5) }]);
  });

  it('names for each duty the events it came from, in order, and keeps a retracted one, marked', () => {
    const before = contractRecorded().length;
    const [first, second] = stateAfter(performed('E-01', '2025-06-01'), retracted('G-01')).obligations;
    expect(first).toMatchObject({ retracted: true, eventIds: [`event-${before}`, `event-${before + 4}`] });
    expect(second).toMatchObject({ retracted: false, eventIds: [1, 2, 3].map((n) => `event-${before + n}`) });
  });

  it('leaves alone the duties that an event does not name', () => {
    const without = stateAfter();
    const state = stateAfter(claimed('E-01', '2025-06-01'));
    expect(state.obligations[0]).toEqual(without.obligations[0]);
    expect(state.obligations[1]).not.toEqual(without.obligations[1]);
  });
});

describe('folding', () => {
  const numRuns = process.env['HEQI_LONG'] ? 2_000 : 100;

  it('changes neither the state nor the event it is given, so that a state can be kept and folded on', () => {
    fc.assert(
      fc.property(randomHistory, (history) => {
        let state: ContractState | undefined;
        for (const recorded of history) state = frozen(evolve(state, frozen(recorded)));
        expect(state).toEqual(foldContract(structuredClone(history)));
      }),
      { numRuns },
    );
  });

  it('would be found out if it did: what is frozen cannot be changed', () => {
    const { obligations } = frozen(stateAfter());
    expect(() => (obligations[0]!.claims as unknown[]).push('another')).toThrow(TypeError);
  });

  it('from any state on comes to the same as from the beginning', () => {
    fc.assert(
      fc.property(randomHistory, (history) => {
        const whole = foldContract(history);
        for (let n = 0; n <= history.length; n++) {
          expect(foldContract(history.slice(n), foldContract(history.slice(0, n)))).toEqual(whole);
        }
      }),
      { numRuns },
    );
  });
});
