import { commitment, contractRecorded, promise, retracted, supplementSigned } from '../../testing/facts.fixtures';
import { correctInstrument, retractObligation } from '../../testing/commands.fixtures';
import { given } from '../../testing/given.fixtures';
import {
  freezeObligation,
  frozenByLaw,
  revokeSupersession,
  superseded,
  supersedeObligation,
  supersessionRevoked,
  unfreezeObligation,
  unfrozen,
} from '../../testing/notices.fixtures';
import { clerk, legal } from '../../testing/people.fixtures';
import { SUPPLEMENT } from '../../testing/terms.fixtures';
import { civilDate } from '../../time/civil-date';

const deal = [contractRecorded(), promise(), promise({ no: 'G-02' }), commitment(), supplementSigned('2025-05-20')];

describe('a freeze', () => {
  it('is recorded with its review, its ground and what stands in', () =>
    given(...deal)
      .when(freezeObligation({ substituteNo: 'G-02' }), legal)
      .thenEvents(frozenByLaw('G-01', '2025-05-01', 'G-02')));
  it('is for legal officers', () =>
    given(...deal)
      .when(freezeObligation(), clerk)
      .thenRefused('ROLE_NOT_ALLOWED'));
  it('stands once', () =>
    given(...deal, frozenByLaw('G-01', '2025-04-01'))
      .when(freezeObligation(), legal)
      .thenRefused('OBLIGATION_ALREADY_FROZEN', '2025-04-01'));
  it('does not reach back into one that was lifted', () =>
    given(...deal, frozenByLaw('G-01', '2025-04-01'), unfrozen('G-01', '2025-05-02'))
      .when(freezeObligation(), legal)
      .thenRefused('FREEZES_OVERLAP', '2025-05-02'));
  it('names duties that stand, and not the frozen one', () => {
    given(...deal)
      .when(freezeObligation({ compensationNo: 'G-01' }), legal)
      .thenRefused('REPLACED_BY_ITSELF');
    given(...deal, retracted('G-02'))
      .when(freezeObligation({ substituteNo: 'G-02' }), legal)
      .thenRefused('OBLIGATION_RETRACTED');
  });
  it('lies in the past or begins today', () =>
    given(...deal)
      .when(freezeObligation({ frozenOn: civilDate('2025-08-15') }), legal)
      .thenRefused('DATE_IN_THE_FUTURE'));
  it('is lifted from its own first day on at the earliest', () => {
    const frozen = given(...deal, frozenByLaw('G-01', '2025-05-01'));
    frozen.when(unfreezeObligation('2025-05-01'), legal).thenEvents(unfrozen('G-01', '2025-05-01'));
    frozen.when(unfreezeObligation('2025-04-30'), legal).thenRefused('FREEZES_OVERLAP');
  });
  it('that is not there cannot be lifted', () =>
    given(...deal)
      .when(unfreezeObligation('2025-06-01'), legal)
      .thenRefused('OBLIGATION_NOT_FROZEN'));
});

describe('a supersession', () => {
  it('rests on a signed supplement', () => {
    given(...deal)
      .when(supersedeObligation())
      .thenEvents(superseded('G-01', 'G-02', '2025-06-01'));
    given(...deal)
      .when(supersedeObligation({ instrumentId: 'inv-1' }))
      .thenRefused('INSTRUMENT_NOT_A_SUPPLEMENT');
    given(...deal, supplementSigned(null, 'sup-2'))
      .when(supersedeObligation({ instrumentId: 'sup-2' }))
      .thenRefused('INSTRUMENT_NOT_SIGNED');
  });
  it('puts a duty of the same side in the place', () =>
    given(...deal)
      .when(supersedeObligation({ byNo: 'E-01' }))
      .thenRefused('SUPERSEDED_ACROSS_SIDES'));
  it('puts another duty in the place', () =>
    given(...deal)
      .when(supersedeObligation({ byNo: 'G-01' }))
      .thenRefused('REPLACED_BY_ITSELF'));
  it('never leads round in a circle', () =>
    given(...deal, promise({ no: 'G-03' }), superseded('G-02', 'G-03', '2025-05-20'))
      .when(supersedeObligation({ no: 'G-03', byNo: 'G-02' }))
      .thenRefused('SUPERSEDED_IN_A_CIRCLE'));
  it('stands once, and is revoked before another', () => {
    const replaced = given(...deal, superseded('G-01', 'G-02', '2025-06-01'));
    replaced.when(supersedeObligation()).thenRefused('OBLIGATION_ALREADY_SUPERSEDED', 'G-02');
    replaced.when(revokeSupersession).thenEvents(supersessionRevoked('G-01'));
    given(...deal)
      .when(revokeSupersession)
      .thenRefused('OBLIGATION_NOT_SUPERSEDED');
  });
  it('keeps the duty in its place from being retracted', () =>
    given(...deal, superseded('G-01', 'G-02', '2025-06-01'))
      .when(retractObligation('G-02'))
      .thenRefused('OBLIGATION_STILL_REFERRED_TO', 'G-01'));
  it('keeps its supplement a signed one', () => {
    const unsigned = correctInstrument({ id: SUPPLEMENT, kind: 'supplement', signedOn: null });
    given(...deal, superseded('G-01', 'G-02', '2025-06-01'))
      .when(unsigned)
      .thenRefused('INSTRUMENT_NOT_SIGNED');
  });
});
