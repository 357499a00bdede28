import type { ContractEvent } from '../contract.events';
import { contractRecorded, investmentAgreement, promise, retracted } from '../../testing/facts.fixtures';
import {
  addLandParcel,
  addParty,
  recordContract,
  recordObligation,
  signInstrument,
} from '../../testing/commands.fixtures';
import { given } from '../../testing/given.fixtures';
import { manager, parties } from '../../testing/people.fixtures';
import { afterFulfilmentOf, commitmentTerms, onceFulfilled, promiseTerms } from '../../testing/terms.fixtures';
import { civilDate } from '../../time/civil-date';

describe('recording a whole deal', () => {
  it('records the contract, then its parties, papers, parcels and duties, in that order', () => {
    const { parcel } = addLandParcel();
    const { instruments, obligations, details } = recordContract();
    given()
      .when(recordContract({ parcels: [parcel] }))
      .thenEvents(
        {
          type: 'ContractRecorded',
          data: {
            ...{ contractId: 'contract-1', bureauId: 'office-zs', dealNumber: '2025-001', timeZone: 'Asia/Shanghai' },
            ...details,
          },
        },
        ...parties.map((party): ContractEvent => ({ type: 'PartyAdded', data: { party } })),
        ...instruments.map((instrument): ContractEvent => ({ type: 'InstrumentSigned', data: { instrument } })),
        { type: 'LandParcelAdded', data: { parcel } },
        ...obligations.map((obligation): ContractEvent => ({ type: 'ObligationRecorded', data: { obligation } })),
      );
  });

  it('lets duties name each other in any order', () => {
    const first = promiseTerms({ due: afterFulfilmentOf('E-01', 3, 'months') });
    const then = commitmentTerms({ conditions: [onceFulfilled('G-02')] });
    const obligations = [first, then, promiseTerms({ no: 'G-02' })];
    given()
      .when(recordContract({ parties, instruments: [investmentAgreement], obligations }))
      .thenEvents(
        ...contractRecorded(),
        ...obligations.map((obligation): ContractEvent => ({ type: 'ObligationRecorded', data: { obligation } })),
      );
  });

  it('leaves nothing of a deal in which the last duty is refused', () => {
    const obligations = [promiseTerms(), commitmentTerms(), promiseTerms()];
    given().when(recordContract({ obligations })).thenRefused('DUPLICATE_OBLIGATION_NUMBER', 'G-01');
  });

  it('refuses two parties, papers or parcels with one id', () => {
    const { instruments } = recordContract();
    const { parcel } = addLandParcel();
    given()
      .when(recordContract({ parties: [...parties, parties[0]!] }))
      .thenRefused('DUPLICATE_PARTY', 'office-zs');
    given()
      .when(recordContract({ instruments: [...instruments, ...instruments] }))
      .thenRefused('DUPLICATE_INSTRUMENT', 'inv-1');
    given()
      .when(recordContract({ parcels: [parcel, parcel] }))
      .thenRefused('DUPLICATE_PARCEL', 'parcel-1');
  });

  it('refuses a second recording of the same deal and names the first', () =>
    given(contractRecorded()).when(recordContract()).thenRefused('CONTRACT_ALREADY_RECORDED', 'contract-1'));

  it('refuses everything else while nothing is recorded', () =>
    given().when(addParty()).thenRefused('CONTRACT_NOT_FOUND'));

  it('hides the contract from an enterprise that is no party to it', () =>
    given(contractRecorded())
      .when({ type: 'WithdrawClaim', no: 'E-01', claimId: 'x', reason: 'x' }, { ...manager, partyId: 'ent-2' })
      .thenRefused('CONTRACT_NOT_FOUND'));
});

describe('adding to a deal', () => {
  it('adds a party once', () => {
    given(contractRecorded())
      .when(addParty())
      .thenEvents({ type: 'PartyAdded', data: { party: addParty().party } });
    given(contractRecorded())
      .when(addParty({ id: 'ent-1' }))
      .thenRefused('DUPLICATE_PARTY', 'ent-1');
  });

  it('records the signing of a paper, but not one of tomorrow', () => {
    const { instrument } = signInstrument();
    given(contractRecorded()).when(signInstrument()).thenEvents({ type: 'InstrumentSigned', data: { instrument } });
    given(contractRecorded())
      .when(signInstrument({ signedOn: civilDate('2025-08-15') }))
      .thenRefused('DATE_IN_THE_FUTURE', 'signedOn is 2025-08-15, after today (2025-08-14)');
    given(contractRecorded())
      .when(signInstrument({ id: 'inv-1' }))
      .thenRefused('DUPLICATE_INSTRUMENT', 'inv-1');
  });

  it('adds a parcel whose area is an area', () => {
    const { parcel } = addLandParcel();
    given(contractRecorded()).when(addLandParcel()).thenEvents({ type: 'LandParcelAdded', data: { parcel } });
    given(contractRecorded())
      .when(addLandParcel({ contractedArea: { value: '30', unit: 'person' } }))
      .thenRefused('NOT_AN_AREA', 'person');
  });

  it('records a promise or a commitment under a number that was never used', () => {
    const obligation = promiseTerms({ no: 'G-02' });
    const history = [contractRecorded(), promise(), retracted('G-01')];
    given(...history)
      .when(recordObligation(obligation))
      .thenEvents({ type: 'ObligationRecorded', data: { obligation } });
    given(...history)
      .when(recordObligation(promiseTerms()))
      .thenRefused('DUPLICATE_OBLIGATION_NUMBER', 'G-01');
  });
});
