import {
  contractDecider,
  latestCalendar,
  toDecimal,
  type Actor,
  type ClaimPerformance,
  type CivilDate,
  type ContractEvent,
  type ContractState,
  type Instant,
  type ObligationTerms,
  type RecordContract,
} from '@heqi/domain';
import { contractEventDataSchemas } from '@heqi/messages';
import type { ReadDeal } from '../reading';
import { nassau, read } from '../testing/nassau.fixtures';

const reading = read(nassau);
const deal = (dealNumber: string): ReadDeal => reading.deals.find((each) => each.dealNumber === dealNumber)!;
const recordOf = ({ commands }: ReadDeal) => commands[0] as RecordContract;
const claimsOf = ({ commands }: ReadDeal) =>
  commands.filter((command): command is ClaimPerformance => command.type === 'ClaimPerformance');
const duties = reading.deals.flatMap((each) => recordOf(each).obligations);
const claims = reading.deals.flatMap(claimsOf);
const figure = (each: { value: ClaimPerformance['value'] }) => Number(toDecimal(each.value!).units);
const noteOn = (code: string) => reading.notes.filter((note) => note.code === code);

describe('the Nassau file', () => {
  it('is read whole, with the counts of an independent look at it', () => {
    expect(reading.problems).toEqual([]);
    expect(reading.counts).toEqual({
      rows: 26,
      deals: 25,
      promises: 24,
      jobCreationCommitments: 24,
      retentionCommitments: 22,
      claims: 70,
      terminations: 5,
    });
  });

  it('adds up, exactly, to the sums of its columns', () => {
    const sum = (terms: readonly ObligationTerms[]) =>
      terms.reduce(
        (total, { measure }) => total + (measure.kind === 'milestone' ? 0n : toDecimal(measure.target).units),
        0n,
      );
    expect(sum(duties.filter(({ side }) => side === 'government'))).toBe(1_832_700_000n); // cents
    expect(sum(duties.filter(({ no }) => no === 'E-01'))).toBe(1146n);
    expect(sum(duties.filter(({ no }) => no === 'E-02'))).toBe(4498n); // 4,855 in the rows, 357 of them twice
    const delivered = claims.filter(({ no }) => no.startsWith('G-'));
    expect(delivered.filter((claim) => figure(claim) > 0)).toHaveLength(7);
    expect(delivered.reduce((total, claim) => total + figure(claim), 0)).toBe(416_897_700);
    expect(claims.filter(({ no }) => no === 'E-01').reduce((total, claim) => total + figure(claim), 0)).toBe(165);
  });

  it('is of one bureau, in its own zone, with what it does not say left unknown', () => {
    for (const each of reading.deals) {
      const { bureauId, dealNumber, timeZone, details, parties, parcels, instruments } = recordOf(each);
      expect([bureauId, timeZone, dealNumber]).toEqual(['NY-ESD-DEI', 'America/New_York', each.dealNumber]);
      expect([details.parkId, details.zoneId, details.industryCode]).toEqual([null, null, null]);
      expect([parties.length, parties[0]!.kind, parcels.length]).toEqual([1, 'enterprise', 0]);
      for (const paper of instruments) expect([paper.kind, paper.signedOn]).toEqual(['other', null]);
    }
    for (const terms of duties) {
      expect([terms.due.kind, terms.verifierId, terms.performerId, terms.clause]).toEqual(['none', null, null, null]);
      expect(terms.obligorId === null).toBe(terms.side === 'government');
    }
  });

  it('makes one deal of the two rows of 131,398: a grant, a tax credit, and one retention of 357 jobs behind both', () => {
    const { rows } = deal('131,398');
    const { instruments, obligations } = recordOf(deal('131,398'));
    expect(rows).toEqual([10, 11]);
    expect(instruments.map(({ id, title, effectiveOn }) => [id, title, effectiveOn])).toEqual([
      ['award-01', 'Regional Council Capital Fund: Grant', '2023-02-16'],
      ['award-02', 'Excelsior Jobs Program: Tax Credit', '2023-01-12'],
    ]);
    expect(obligations.map(({ no, instrumentId }) => [no, instrumentId])).toEqual([
      ['G-01', 'award-01'],
      ['G-02', 'award-02'],
      ['E-01', 'award-02'],
      ['E-02', null],
    ]);
    expect(claimsOf(deal('131,398')).map(({ no }) => no)).toEqual(['G-01', 'G-02', 'E-01', 'E-02']);
    expect(noteOn('retention_behind_several_benefits')).toMatchObject([{ rows: [10, 11] }]);
    expect(noteOn('creation_behind_several_benefits')).toEqual([]);
  });

  it('keeps ids as written, commas and letters too', () => {
    expect(reading.deals.map(({ dealNumber }) => dealNumber)).toEqual(
      expect.arrayContaining(['124,167', 'SN49818', 'SN50118']),
    );
  });

  it('says of every actual whose figure it is and of which day, and verifies none', () => {
    for (const claim of claims) {
      expect(claim.performedOn).toBe('2024-03-31');
      expect(claim.source).toBe(
        'New York State, Database of Economic Incentives (NY-ESD-DEI), Nassau County, Q4 SFY2023-24 (2024-03-31)',
      );
      expect(claim.note).not.toBeNull();
    }
    const given = new Set(reading.deals.flatMap(({ commands }) => commands.map(({ type }) => type)));
    expect([...given].toSorted()).toEqual(['ClaimPerformance', 'RecordContract', 'TerminateContract']);
  });

  it('gives every claim its own id, the same on the next import', () => {
    expect(new Set(claims.map(({ claimId }) => claimId)).size).toBe(70);
    expect(read(nassau).deals).toEqual(reading.deals);
    expect(claimsOf(deal('124,167'))[0]!.claimId).toBe('89ad23fb-d7d1-59c9-b532-1056871f7e89');
  });

  it('ends the terminated deals on their day, and two of them on none', () => {
    const ended = reading.deals.flatMap(({ dealNumber, commands }) => {
      const last = commands.at(-1)!;
      return last.type === 'TerminateContract' ? [[dealNumber, last.terminatedOn, last.statedAsOf]] : [];
    });
    expect(ended).toEqual([
      ['124,167', '2021-08-02', '2024-03-31'],
      ['131,290', '2020-12-23', '2024-03-31'],
      ['131,362', null, '2024-03-31'],
      ['132,153', null, '2024-03-31'],
      ['132,253', '2021-01-04', '2024-03-31'],
    ]);
    expect(noteOn('termination_day_unknown')).toMatchObject([{ rows: [9, 13] }]);
  });

  it('takes one EIN under one name for one party, and under two names for two', () => {
    const partyOf = (dealNumber: string) => recordOf(deal(dealNumber)).parties[0]!;
    expect(partyOf('133,367').id).toBe(partyOf('134,677').id); // Nassau Candy
    expect(partyOf('131,508').id).not.toBe(partyOf('133,364').id); // LIF Industries, Long Island Fireproof Door
    expect(partyOf('131,508').identifier).toEqual(partyOf('133,364').identifier);
    expect(noteOn('ein_shared_by_several_names')).toMatchObject([{ rows: [12, 18] }]);
    expect(noteOn('ein_shared_by_several_agreements')).toMatchObject([{ rows: [19, 21] }]);
    for (const { parties } of reading.deals.map(recordOf)) expect(parties[0]!.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('records no identifier where no EIN is given', () => {
    expect(recordOf(deal('131,290')).parties[0]!.identifier).toBeNull();
    expect(noteOn('ein_missing')).toMatchObject([{ rows: [8, 13, 14, 24] }]);
  });

  it('reports that "jobs retained" echoes the promise in 26 of 26 rows, 23 of them above zero', () => {
    expect(noteOn('retained_echoes_promise')[0]!.text.en).toMatch(
      /^In 26 of 26 rows .* \(23 of the 23 that promise any\)/,
    );
    for (const claim of claims.filter(({ no }) => no === 'E-02')) expect(claim.note).toMatch(/an echo/);
  });

  it('reports a company name that carries a status, and records it as written', () => {
    expect(noteOn('company_name_carries_status')).toMatchObject([{ rows: [27] }]);
    expect(recordOf(deal('SN50118')).parties[0]!.name).toBe('The Kobi International LLC - DECERTIFIED');
  });

  it('reports promises of zero, which are not recorded', () => {
    expect(noteOn('zero_benefit_not_recorded')).toMatchObject([{ rows: [26, 27] }]);
    expect(noteOn('zero_creation_not_recorded')).toMatchObject([{ rows: [6, 10] }]);
    expect(noteOn('zero_retention_not_recorded')).toMatchObject([{ rows: [7, 26, 27] }]);
    expect(duties.filter(({ measure }) => measure.kind !== 'amount' || toDecimal(measure.target).units <= 0n)).toEqual(
      [],
    );
  });

  it('reports in Chinese and in English, with nothing left to fill in', () => {
    for (const { text } of reading.notes) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/[a-z]/);
      expect(text.zh + text.en).not.toMatch(/[{}]|undefined/);
    }
  });

  it('is accepted by the rules of the ledger, and every fact of it by the schemas of the log', () => {
    const actor: Actor = { id: 'clerk-1', partyId: null, role: 'clerk' };
    const recordedAt = '2025-06-30T02:15:00.000Z' as Instant;
    for (const { commands } of reading.deals) {
      let state: ContractState | undefined;
      for (const command of commands) {
        const context = { actor, today: '2025-06-30' as CivilDate, calendar: latestCalendar() };
        const events = contractDecider.decide(command, state, context);
        for (const event of events) {
          expect(schemaOf(event).safeParse(event.data).error?.message).toBeUndefined();
          const revision = (state?.revision ?? -1) + 1;
          state = contractDecider.evolve(state, {
            event,
            id: '',
            revision,
            position: '0',
            recordedAt,
            actor,
            commandId: '',
          });
        }
      }
      expect(state).toBeDefined();
    }
  });

  it('gives the same deals with its rows and columns in another order', () => {
    const [head, ...rows] = nassau.toString('utf8').trimEnd().split('\n');
    const byNumber = (a: ReadDeal, b: ReadDeal) => (a.dealNumber < b.dealNumber ? -1 : 1);
    const turned = read([head, ...rows.toReversed()].join('\n')).deals.toSorted(byNumber);
    const commands = (deals: readonly ReadDeal[]) => deals.map((each) => each.commands);
    expect(commands(turned)).toEqual(commands(reading.deals.toSorted(byNumber)));
  });
});

function schemaOf({ type }: ContractEvent) {
  return contractEventDataSchemas[type];
}
