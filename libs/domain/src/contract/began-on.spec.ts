import { civilDate } from '../time/civil-date';
import { contractRecorded, investmentAgreement, recordedOn } from '../testing/facts.fixtures';
import { historyOf } from '../testing/given.fixtures';
import { beganOn } from './began-on';
import { foldContract } from './contract.evolve';
import type { ContractState } from './contract.state';

const deal = (instruments: ContractState['instruments']): ContractState => ({
  ...foldContract(historyOf([recordedOn('2025-03-10', contractRecorded())]))!,
  instruments,
});

describe('the day from which there is a deal', () => {
  it('is that of its earliest signing, long before the record', () => {
    const later = { ...investmentAgreement, id: 'later', signedOn: civilDate('2024-05-01') };
    const first = { ...investmentAgreement, signedOn: civilDate('2023-01-02') };
    expect(beganOn(deal([later, first]))).toBe('2023-01-02');
  });

  it('may be the day a paper applies from, where no signing is stated', () => {
    expect(beganOn(deal([{ ...investmentAgreement, signedOn: null, effectiveOn: civilDate('2019-07-18') }]))).toBe(
      '2019-07-18',
    );
  });

  it('is the day of the record where the papers tell nothing, or a later day', () => {
    expect(beganOn(deal([]))).toBe('2025-03-10');
    expect(beganOn(deal([{ ...investmentAgreement, signedOn: null, effectiveOn: civilDate('2030-01-01') }]))).toBe(
      '2025-03-10',
    );
  });
});
