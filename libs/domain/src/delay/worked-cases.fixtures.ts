import type { ContractEvent } from '../contract/contract.events';
import { civilDate } from '../time/civil-date';
import {
  commitment,
  contractRecorded,
  excuseClaimed,
  excused,
  performed,
  promise,
  relieved,
  type Fact,
} from '../testing/facts.fixtures';
import { afterFulfilmentOf, afterSigning, fixedOn, onceFulfilled, term } from '../testing/terms.fixtures';
import type { Book } from './book';

/** What is said of one duty: its effective due date and its slip by books. */
export interface WorkedAnswer {
  readonly no: string;
  readonly effective: string;
  readonly books: Partial<Record<Book, number>>;
  readonly original?: string;
  readonly ifAccepted?: string;
  readonly status?: string;
  readonly daysLate?: number;
}

export interface WorkedCase {
  readonly name: string;
  readonly facts: readonly Fact[];
  readonly asOf: string;
  readonly answers: readonly WorkedAnswer[];
}

/** Signed on 1 January 2025; the government hands over land by 3 March; the enterprise starts construction within 180 natural days, tolled by
 *  the land. Unless said otherwise the land comes on 12 April and construction starts on 1 September. */
const signed: ContractEvent = {
  type: 'InstrumentCorrected',
  data: {
    instrument: {
      id: 'inv-1',
      kind: 'investment_agreement',
      title: '投资协议',
      documentNumber: null,
      signedOn: civilDate('2025-01-01'),
      effectiveOn: null,
    },
    reason: '签署日',
  },
};
const landDue = promise({ no: 'G-01', title: '交付净地', due: fixedOn('2025-03-03') });
const startDue = commitment({ no: 'E-01', title: '开工', due: afterSigning(180, 'natural_days'), tolledBy: ['G-01'] });
const landCame = performed('G-01', '2025-04-12');
const started = (on = '2025-09-01') => performed('E-01', on);
const deal = [contractRecorded(), signed, landDue, startDue];
const depositDue = commitment({ no: 'E-02', title: '履约保证金', due: fixedOn('2025-02-05') });
const depositPaid = performed('E-02', '2025-02-20');
const forceMajeure = { cause: 'force_majeure', ground: 'neutral' } as const;
const DAY_AFTER_ALL = '2026-02-01';

export const WORKED_CASES: readonly WorkedCase[] = [
  {
    name: 'land 40 days late, construction 63',
    facts: [...deal, landCame, started()],
    asOf: DAY_AFTER_ALL,
    answers: [
      {
        no: 'E-01',
        original: '2025-06-30',
        effective: '2025-08-11',
        books: { government: 40, neutral: 2, enterprise: 21 },
        status: 'fulfilled_late',
        daysLate: 21,
      },
      { no: 'G-01', effective: '2025-03-03', books: { government: 40 }, status: 'fulfilled_late', daysLate: 40 },
    ],
  },
  {
    name: 'construction starts before the new date',
    facts: [...deal, landCame, started('2025-07-20')],
    asOf: DAY_AFTER_ALL,
    answers: [{ no: 'E-01', effective: '2025-08-11', books: { government: 20 }, status: 'fulfilled_on_time' }],
  },
  {
    name: 'force majeure from 1 to 20 April too',
    facts: [...deal, landCame, started(), excused('x-1', { ...forceMajeure, from: '2025-04-01', to: '2025-04-20' })],
    asOf: DAY_AFTER_ALL,
    answers: [
      { no: 'E-01', effective: '2025-08-18', books: { government: 28, concurrent: 12, neutral: 9, enterprise: 14 } },
    ],
  },
  {
    name: 'an undecided claim of force majeure from 1 to 15 May',
    facts: [
      ...deal,
      landCame,
      started(),
      excuseClaimed('x-1', { ...forceMajeure, from: '2025-05-01', to: '2025-05-15' }),
    ],
    asOf: DAY_AFTER_ALL,
    answers: [
      {
        no: 'E-01',
        effective: '2025-08-11',
        ifAccepted: '2025-08-25',
        books: { government: 40, neutral: 2, contested: 14, enterprise: 7 },
      },
    ],
  },
  {
    name: 'an extension to 31 August, served on 20 June',
    facts: [
      ...deal,
      landCame,
      relieved('E-01', { kind: 'extension', newDueOn: civilDate('2025-08-31') }, '2025-06-20'),
      started('2025-09-20'),
    ],
    asOf: DAY_AFTER_ALL,
    answers: [{ no: 'E-01', effective: '2025-09-01', books: { government: 40, agreed: 23, enterprise: 19 } }],
  },
  {
    name: 'force majeure after default excuses nothing',
    facts: [...deal, landCame, started(), excused('x-1', { ...forceMajeure, from: '2025-08-15', to: '2025-08-24' })],
    asOf: DAY_AFTER_ALL,
    answers: [{ no: 'E-01', effective: '2025-08-11', books: { government: 40, neutral: 2, enterprise: 21 } }],
  },
  {
    name: 'the government’s suspension after default',
    facts: [
      ...deal,
      landCame,
      started(),
      excused('x-1', { cause: 'suspension_by_power', from: '2025-08-15', to: '2025-08-24' }),
    ],
    asOf: DAY_AFTER_ALL,
    answers: [
      { no: 'E-01', effective: '2025-08-11', books: { government: 40, neutral: 2, enterprise: 11, concurrent: 10 } },
    ],
  },
  {
    name: 'force majeure that begins on a day to which the date was rolled',
    facts: [...deal, landCame, started(), excused('x-1', { ...forceMajeure, from: '2025-08-10', to: '2025-08-20' })],
    asOf: DAY_AFTER_ALL,
    answers: [{ no: 'E-01', effective: '2025-08-21', books: { government: 40, neutral: 12, enterprise: 11 } }],
  },
  {
    name: 'land still not handed over on 15 July',
    facts: deal,
    asOf: '2025-07-15',
    answers: [{ no: 'E-01', effective: '2025-11-11', books: { government: 15 }, status: 'blocked', daysLate: 0 }],
  },
  {
    name: 'the land waits for a deposit that the enterprise paid late',
    facts: [
      contractRecorded(),
      signed,
      depositDue,
      promise({ no: 'G-01', due: fixedOn('2025-03-03'), tolledBy: ['E-02'] }),
      startDue,
      depositPaid,
      landCame,
      started(),
    ],
    asOf: DAY_AFTER_ALL,
    answers: [
      { no: 'G-01', effective: '2025-03-18', books: { enterprise: 15, government: 25 } },
      { no: 'E-01', effective: '2025-07-25', books: { government: 25, enterprise: 38 } },
    ],
  },
  {
    name: 'land that is on time only because the approval before it came six months late',
    facts: [
      contractRecorded(),
      signed,
      promise({ no: 'G-02', title: '用地审批', due: fixedOn('2025-02-05') }),
      promise({ no: 'G-01', due: afterFulfilmentOf('G-02', 26, 'natural_days') }),
      startDue,
      performed('G-02', '2025-08-04'),
      performed('G-01', '2025-08-29'),
      started('2025-12-31'),
    ],
    asOf: DAY_AFTER_ALL,
    answers: [
      {
        no: 'G-01',
        original: '2025-03-03',
        effective: '2025-09-01',
        books: { government: 179 },
        status: 'fulfilled_on_time',
      },
      { no: 'E-01', effective: '2025-12-26', books: { government: 179, enterprise: 5 } },
    ],
  },
  {
    name: 'a term of 60 natural days after the land',
    facts: [
      contractRecorded(),
      signed,
      landDue,
      commitment({ no: 'E-01', due: afterFulfilmentOf('G-01', 60, 'natural_days') }),
      landCame,
      started('2025-06-20'),
    ],
    asOf: DAY_AFTER_ALL,
    answers: [
      { no: 'E-01', original: '2025-05-06', effective: '2025-06-11', books: { government: 36, enterprise: 9 } },
    ],
  },
  {
    name: 'a subsidy due on 17 February, and 20 working days after that deposit',
    facts: [
      contractRecorded(),
      signed,
      depositDue,
      promise({
        no: 'G-03',
        title: '补助资金',
        due: fixedOn('2025-02-17', term(20, 'working_days')),
        conditions: [onceFulfilled('E-02')],
      }),
      depositPaid,
      performed('G-03', '2025-03-25'),
    ],
    asOf: DAY_AFTER_ALL,
    answers: [{ no: 'G-03', effective: '2025-03-20', books: { enterprise: 15, neutral: 16, government: 5 } }],
  },
  {
    name: '30 working days of which the government’s conduct took five',
    facts: [
      contractRecorded(),
      {
        ...signed,
        data: { ...signed.data, instrument: { ...signed.data.instrument, signedOn: civilDate('2025-09-15') } },
      } as ContractEvent,
      commitment({ no: 'E-01', due: afterSigning(30, 'working_days') }),
      excused('x-1', { from: '2025-09-22', to: '2025-09-26' }),
      started('2025-11-10'),
    ],
    asOf: DAY_AFTER_ALL,
    answers: [{ no: 'E-01', original: '2025-10-31', effective: '2025-11-07', books: { government: 7, enterprise: 3 } }],
  },
  {
    name: 'two duties that wait for each other',
    facts: [
      contractRecorded(),
      signed,
      promise({ no: 'G-01', due: fixedOn('2025-03-03'), tolledBy: ['E-01'] }),
      commitment({ no: 'E-01', due: fixedOn('2025-03-03'), tolledBy: ['G-01'] }),
      performed('G-01', '2025-03-13'),
      started('2025-03-18'),
    ],
    asOf: DAY_AFTER_ALL,
    answers: [
      { no: 'G-01', effective: '2025-03-03', books: { concurrent: 10 } },
      { no: 'E-01', effective: '2025-03-03', books: { concurrent: 10, enterprise: 5 } },
    ],
  },
];
