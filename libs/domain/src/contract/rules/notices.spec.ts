import { by, commitment, contractRecorded, promise } from '../../testing/facts.fixtures';
import { given } from '../../testing/given.fixtures';
import {
  acknowledged,
  acknowledgementRevoked,
  breachNoticeRevoked,
  breachNoticeServed,
  demandRevoked,
  demandServed,
  paperOf,
  recordAcknowledgement,
  revokeAcknowledgement,
  revokeBreachNotice,
  revokeDemand,
  serveBreachNotice,
  serveDemand,
} from '../../testing/notices.fixtures';
import { clerk, ENTERPRISE, LAND_OFFICE, legal, manager, otherClerk } from '../../testing/people.fixtures';
import { fixedOn, NO_DEADLINE, onceDetermined, term } from '../../testing/terms.fixtures';
import { civilDate } from '../../time/civil-date';

const deal = [contractRecorded(), promise(), commitment()];
const undated = [contractRecorded(), promise({ due: NO_DEADLINE })];

describe('a demand', () => {
  it('is recorded with the time it leaves, whoever of the other side served it', () => {
    given(...undated)
      .when(serveDemand())
      .thenEvents(demandServed('G-01', '2025-07-01'));
    given(...undated)
      .when(serveDemand(), manager)
      .thenEvents(demandServed('G-01', '2025-07-01'));
  });
  it('needs no respite where the duty has its date anyway', () =>
    given(...deal)
      .when(serveDemand({ respite: null }))
      .thenEvents(demandServed('G-01', '2025-07-01', null)));
  it('must leave time where it makes the date', () =>
    given(...undated)
      .when(serveDemand({ respite: null }))
      .thenRefused('DEMAND_NEEDS_A_RESPITE', 'G-01'));
  it('must leave time where a condition may be met after the date and no term was stated for that', () => {
    const conditions = [onceDetermined('c-1')];
    given(contractRecorded(), promise({ conditions }))
      .when(serveDemand({ respite: null }))
      .thenRefused('DEMAND_NEEDS_A_RESPITE');
    given(contractRecorded(), promise({ conditions, due: fixedOn('2025-06-30', term(10, 'working_days')) }))
      .when(serveDemand({ respite: null }))
      .thenEvents(demandServed('G-01', '2025-07-01', null));
  });
  it('leaves at least a day', () =>
    given(...undated)
      .when(serveDemand({ respite: term(0, 'natural_days') }))
      .thenRefused('TERM_NOT_POSITIVE', 'respite'));
  it('is not recorded before it is served', () =>
    given(...deal)
      .when(serveDemand({ servedOn: civilDate('2025-08-15') }))
      .thenRefused('DATE_IN_THE_FUTURE'));
  it('has an id of its own while it stands', () => {
    given(...deal, demandServed('G-01', '2025-06-01'))
      .when(serveDemand())
      .thenRefused('DUPLICATE_DEMAND');
    given(...deal, demandServed('G-01', '2025-06-01'), demandRevoked('G-01'))
      .when(serveDemand())
      .thenEvents(demandServed('G-01', '2025-07-01'));
  });
  it.each([
    ['G-01', LAND_OFFICE],
    ['E-01', ENTERPRISE],
  ])('about %s is not served by the side that owes it', (no, byPartyId) =>
    given(...deal)
      .when(serveDemand({ no, ...paperOf(byPartyId) }))
      .thenRefused('NOTICE_FROM_THE_WRONG_SIDE', byPartyId),
  );
  it('is served by a party of the contract', () =>
    given(...deal)
      .when(serveDemand(paperOf('ent-9')))
      .thenRefused('PARTY_NOT_FOUND'));
  it('of another is not an enterprise’s to record', () =>
    given(...deal)
      .when(serveDemand({ no: 'E-01', ...paperOf(LAND_OFFICE) }), manager)
      .thenRefused('NOT_YOUR_NOTICE'));
});

describe('taking a demand back', () => {
  const served = by(manager, demandServed('G-01', '2025-07-01'));

  it('is for the party that recorded it, and for a legal officer', () => {
    given(...deal, served)
      .when(revokeDemand(), manager)
      .thenEvents(demandRevoked('G-01'));
    given(...deal, served)
      .when(revokeDemand(), legal)
      .thenEvents(demandRevoked('G-01'));
  });
  it('is not for the side that it reminds', () =>
    given(...deal, served)
      .when(revokeDemand(), clerk)
      .thenRefused('NOT_YOUR_NOTICE', 'u-manager'));
  it('needs one that stands', () =>
    given(...deal)
      .when(revokeDemand())
      .thenRefused('DEMAND_NOT_FOUND', 'G-01-d1'));
});

describe('a notice of breach', () => {
  it('is recorded with its period for cure', () =>
    given(...deal)
      .when(serveBreachNotice(), manager)
      .thenEvents(breachNoticeServed('G-01', '2025-07-10')));
  it('gives at least a day', () =>
    given(...deal)
      .when(serveBreachNotice({ cureTerm: term(0, 'working_days') }))
      .thenRefused('TERM_NOT_POSITIVE'));
  it('has an id of its own', () =>
    given(...deal, breachNoticeServed('G-01', '2025-07-02'))
      .when(serveBreachNotice())
      .thenRefused('DUPLICATE_BREACH_NOTICE'));
  it('cannot be about a duty of best effort', () =>
    given(contractRecorded(), promise({ bindingness: 'best_effort' }))
      .when(serveBreachNotice())
      .thenRefused('OBLIGATION_NOT_BINDING', 'best effort'));
  it('comes from the other side', () =>
    given(...deal)
      .when(serveBreachNotice(paperOf(LAND_OFFICE)))
      .thenRefused('NOTICE_FROM_THE_WRONG_SIDE'));
  it('is taken back by the party that recorded it', () => {
    const served = by(otherClerk, breachNoticeServed('G-01', '2025-07-10'));
    given(...deal, served)
      .when(revokeBreachNotice(), otherClerk)
      .thenEvents(breachNoticeRevoked('G-01'));
    given(...deal, served)
      .when(revokeBreachNotice(), manager)
      .thenRefused('NOT_YOUR_NOTICE');
    given(...deal)
      .when(revokeBreachNotice())
      .thenRefused('BREACH_NOTICE_NOT_FOUND');
  });
});

describe('an acknowledgement', () => {
  it('is the obligor’s own', () => {
    given(...deal)
      .when(recordAcknowledgement())
      .thenEvents(acknowledged('G-01', '2025-07-20'));
    given(...deal)
      .when(recordAcknowledgement({ no: 'E-01', ...paperOf(ENTERPRISE) }), manager)
      .thenEvents(acknowledged('E-01', '2025-07-20', 'G-01-a1'));
  });
  it('of the other side is none', () =>
    given(...deal)
      .when(recordAcknowledgement(paperOf(ENTERPRISE)))
      .thenRefused('NOTICE_FROM_THE_WRONG_SIDE', 'only that side can acknowledge'));
  it('has an id of its own', () =>
    given(...deal, acknowledged('G-01', '2025-07-01'))
      .when(recordAcknowledgement())
      .thenRefused('DUPLICATE_ACKNOWLEDGEMENT'));
  it('recorded by mistake is taken back', () => {
    given(...deal, acknowledged('G-01', '2025-07-20'))
      .when(revokeAcknowledgement())
      .thenEvents(acknowledgementRevoked('G-01'));
    given(...deal)
      .when(revokeAcknowledgement())
      .thenRefused('ACKNOWLEDGEMENT_NOT_FOUND');
  });
});
