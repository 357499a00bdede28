import type { ContractEvent } from '../contract/contract.events';
import type { EvidenceGrade } from '../obligation/evidence-grade';
import { qualityFindings, qualityOf } from '../quality/quality-of';
import type { QualityCode } from '../quality/quality-finding';
import {
  claimed,
  claimWithdrawn,
  commitment,
  contractRecorded,
  paid,
  performed,
  rejected,
  verified,
  type Fact,
} from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import { amount, file, persons, plan, yuan } from '../testing/terms.fixtures';
import { civilDate } from '../time/civil-date';
import { evidenceUsesOf, sharedEvidence } from './shared-evidence';

const jobs = (no = 'E-01', target = persons(200)) => commitment({ no, measure: amount(target) });
const state = (...facts: readonly Fact[]) => given(contractRecorded(), ...facts).state;
const only = (code: QualityCode, ...facts: readonly Fact[]) =>
  qualityFindings(state(...facts)).filter((finding) => finding.code === code);
/** Readings of one duty as [day, persons]. */
const readings = (...levels: readonly (readonly [string, number])[]) =>
  levels.map(([on, level], n) => claimed('E-01', on, persons(level), `r${n}`));

describe('an actual that equals its promise to the last digit', () => {
  it('is told of from its day on', () => {
    const deal = state(jobs(), readings(['2025-03-31', 120], ['2025-06-30', 200]));
    const found = qualityOf(deal, civilDate('2025-06-30')).filter(({ code }) => code === 'equals_promise');
    expect(found).toMatchObject([{ no: 'E-01', amount: persons(200), details: { claimId: 'r1', on: '2025-06-30' } }]);
    expect(qualityOf(deal, civilDate('2025-06-29')).map(({ code }) => code)).not.toContain('equals_promise');
  });

  it('may be a point of the plan, too; not its beginning with nothing', () => {
    const planned = commitment({
      measure: plan(['2025-01-31', persons(0)], ['2025-06-30', persons(90)], ['2025-12-31', persons(200)]),
    });
    expect(only('equals_promise', planned, readings(['2025-01-31', 0], ['2025-05-31', 90]))).toMatchObject([
      { amount: persons(90) },
    ]);
  });

  it('is none where the verifier found another figure, threw it out, or a register says so', () => {
    const said = claimed('E-01', '2025-06-30', persons(200), 'r');
    expect(only('equals_promise', jobs(), said, verified('E-01', '2025-06-30', persons(187), 'r'))).toEqual([]);
    expect(only('equals_promise', jobs(), said, rejected('E-01', 'r'))).toEqual([]);
    expect(only('equals_promise', jobs(), said, claimWithdrawn('E-01', 'r'))).toEqual([]);
    expect(only('equals_promise', jobs(), said, attached('E-01', 'r', 'a', 'official_register'))).toEqual([]);
    expect(only('equals_promise', jobs(), said, attached('E-01', 'r', 'a', 'third_party'))).toHaveLength(1);
  });

  it('is as it should be for payments, and for small counts', () => {
    const deposit = commitment({ measure: amount(yuan(1000), 'payments') });
    expect(only('equals_promise', deposit, paid('E-01', '2025-02-01', yuan(1000)))).toEqual([]);
    const patents = { value: '2', unit: 'item' } as const;
    expect(only('equals_promise', jobs('E-01', patents), claimed('E-01', '2025-06-30', patents))).toEqual([]);
  });
});

describe('the same value for months', () => {
  it('is told of from the third report in a row', () =>
    expect(
      only(
        'same_value_repeated',
        jobs(),
        readings(['2025-01-31', 90], ['2025-02-28', 117], ['2025-03-31', 117], ['2025-04-30', 117]),
      ),
    ).toMatchObject([
      { amount: persons(117), details: { since: '2025-02-28', on: '2025-04-30' }, holds: { from: '2025-04-30' } },
    ]));

  it('is none after two, with another between, or at a level that was reached', () => {
    expect(only('same_value_repeated', jobs(), readings(['2025-01-31', 117], ['2025-02-28', 117]))).toEqual([]);
    expect(
      only(
        'same_value_repeated',
        jobs(),
        readings(['2025-01-31', 117], ['2025-02-28', 118], ['2025-03-31', 117], ['2025-04-30', 117]),
      ),
    ).toEqual([]);
    expect(
      only('same_value_repeated', jobs(), readings(['2025-01-31', 207], ['2025-02-28', 207], ['2025-03-31', 207])),
    ).toEqual([]);
  });
});

describe('round numbers', () => {
  const invested = (...yuans: readonly number[]) =>
    yuans.map((each, n) => claimed('E-01', `2025-0${n + 1}-28`, yuan(each), `r${n}`));
  const duty = commitment({ measure: amount(yuan(30_000_000)) });

  it('are told of where three in a row differ and end in noughts', () => {
    expect(only('round_numbers', duty, invested(5_000_000, 11_000_000, 20_000_000))).toMatchObject([
      { holds: { from: '2025-03-28' } },
    ]);
    expect(only('round_numbers', duty, invested(5_000_000, 11_340_000, 20_000_000, 25_000_000))).toEqual([]);
    expect(only('round_numbers', jobs(), readings(['2025-01-31', 10], ['2025-02-28', 20], ['2025-03-31', 30]))).toEqual(
      [],
    );
  });
});

describe('a jump at the end of the year', () => {
  it('is a December that rose by more than all the months before', () =>
    expect(
      only(
        'jump_at_year_end',
        jobs(),
        readings(['2024-12-31', 11], ['2025-03-31', 23], ['2025-09-30', 41], ['2025-12-31', 97]),
      ),
    ).toMatchObject([
      { id: 'jump_at_year_end:E-01:2025', details: { on: '2025-12-31', since: '2025-09-30' }, amount: persons(97) },
    ]));

  it('is none where the year rose as much before, or has too few reports to tell', () => {
    expect(
      only(
        'jump_at_year_end',
        jobs(),
        readings(['2024-12-31', 11], ['2025-03-31', 43], ['2025-09-30', 61], ['2025-12-31', 97]),
      ),
    ).toEqual([]);
    expect(only('jump_at_year_end', jobs(), readings(['2025-09-30', 1], ['2025-12-31', 97]))).toEqual([]);
  });
});

describe('one figure counted for two duties', () => {
  const twice = (value: number) => [
    performed('E-01', '2025-06-30', persons(117)),
    performed('E-02', '2025-06-30', persons(value)),
  ];

  it('of one firm on one day is told of at the duty recorded later', () =>
    expect(only('same_figure_in_two_duties', jobs(), jobs('E-02', persons(300)), ...twice(117))).toMatchObject([
      { no: 'E-02', concerns: ['E-01'], amount: persons(117), details: { on: '2025-06-30' } },
    ]));

  it('is none where figure, day or firm differ', () => {
    expect(only('same_figure_in_two_duties', jobs(), jobs('E-02'), ...twice(118))).toEqual([]);
    const later = performed('E-02', '2025-07-01', persons(117));
    expect(only('same_figure_in_two_duties', jobs(), jobs('E-02'), twice(117)[0]!, later)).toEqual([]);
    const others = commitment({ no: 'E-02', obligorId: null, measure: amount(persons(300)) });
    expect(only('same_figure_in_two_duties', jobs(), others, ...twice(117))).toEqual([]);
  });
});

describe('the same file behind claims of two deals', () => {
  const day = civilDate('2025-12-31');
  const use = (no: string, on: string, grade: EvidenceGrade, digit = 'a'): Fact => [
    claimed(no, on, null, `${no}-${digit}`),
    attached(no, `${no}-${digit}`, digit, grade),
  ];
  const elsewhere = (...facts: readonly Fact[]) =>
    evidenceUsesOf({ ...state(commitment(), ...facts), contractId: 'contract-2', dealNumber: '2025-002' });
  const here = (...facts: readonly Fact[]) => state(commitment(), ...facts);

  it('is told of on each of them, from the day on which both had used it', () => {
    const mine = here(use('E-01', '2025-06-28', 'self'));
    const shared = sharedEvidence(mine, elsewhere(use('E-01', '2025-07-31', 'third_party')), day);
    expect(shared).toMatchObject([
      {
        code: 'evidence_in_two_deals',
        no: 'E-01',
        elsewhere: [{ contractId: 'contract-2', dealNumber: '2025-002', no: 'E-01' }],
        details: { claimId: 'E-01-a', fileName: '验收单.txt' },
        holds: { from: '2025-07-31' },
      },
    ]);
    const other = { ...here(use('E-01', '2025-07-31', 'third_party')), contractId: 'contract-2' };
    expect(sharedEvidence(other, evidenceUsesOf(mine), day)).toHaveLength(1);
    expect(sharedEvidence(mine, elsewhere(use('E-01', '2025-07-31', 'third_party')), civilDate('2025-07-30'))).toEqual(
      [],
    );
  });

  it('is none for another file, an extract of a register, a claim withdrawn, or within one deal', () => {
    const mine = here(use('E-01', '2025-06-28', 'self'));
    expect(sharedEvidence(mine, elsewhere(use('E-01', '2025-06-28', 'self', 'b')), day)).toEqual([]);
    expect(sharedEvidence(mine, elsewhere(use('E-01', '2025-06-28', 'official_register')), day)).toEqual([]);
    expect(
      sharedEvidence(mine, elsewhere(use('E-01', '2025-06-28', 'self'), claimWithdrawn('E-01', 'E-01-a')), day),
    ).toEqual([]);
    expect(sharedEvidence(mine, evidenceUsesOf(mine), day)).toEqual([]);
  });

  it('is told of where a verifier did not take it for the extract of a register that it was said to be', () => {
    const lowered = verified('E-01', '2025-06-28', null, 'E-01-a', 'self');
    const others = elsewhere(use('E-01', '2025-06-28', 'official_register'), lowered);
    expect(sharedEvidence(here(use('E-01', '2025-06-28', 'self')), others, day)).toHaveLength(1);
  });
});

function attached(no: string, claimId: string, digit: string, grade: EvidenceGrade): ContractEvent {
  return { type: 'EvidenceAttached', data: { no, claimId, evidence: file(digit, grade) } };
}
