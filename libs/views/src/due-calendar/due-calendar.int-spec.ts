import { onEachDatabase } from '../testing/each-database.fixtures';
import { withEventStore } from '../testing/event-store.fixtures';
import { claimed, d, dealRecorded, LogOfTest, obligationRecorded, verified } from '../testing/log.fixtures';
import { project } from '../testing/project.fixtures';
import { readerOf } from '../testing/reader.fixtures';
import { DueCalendar } from './due-calendar.query';

const store = withEventStore();
const due = (on: string) => ({ due: { kind: 'fixed', on: d(on), termAfterCondition: null } as const });

onEachDatabase('the due calendar', (views) => {
  const calendar = () => new DueCalendar(readerOf(views(), store()));
  const between = async (day: string, from: string, until: string) => {
    const { days } = await calendar().between(d(day), d(from), d(until));
    return days.map(({ on, obligations }) => [on, ...obligations.map(({ no }) => no)]);
  };

  beforeEach(() =>
    project(
      views(),
      new LogOfTest().contract(
        'c1',
        ...dealRecorded('c1'),
        obligationRecorded('G-01', due('2025-09-01')),
        obligationRecorded('E-01', due('2025-09-01')),
        obligationRecorded('E-02', due('2025-09-30')),
        obligationRecorded('E-03', due('2030-05-15')),
        obligationRecorded('G-02', { due: { kind: 'none' } }),
        claimed('E-02', 'k1', '2025-08-20'),
        verified('E-02', 'k1', '2025-08-20'),
      ),
    ),
  );

  it('tells what falls due on each day, of both sides', async () => {
    expect(await between('2025-06-01', '2025-09-01', '2025-09-30')).toEqual([
      ['2025-09-01', 'E-01', 'G-01'],
      ['2025-09-30', 'E-02'],
    ]);
  });

  it('leaves out what is fulfilled by the day asked about', async () => {
    expect(await between('2025-08-20', '2025-09-01', '2025-09-30')).toEqual([['2025-09-01', 'E-01', 'G-01']]);
  });

  it('keeps what is overdue', async () => {
    expect(await between('2026-01-01', '2025-09-01', '2025-09-01')).toEqual([['2025-09-01', 'E-01', 'G-01']]);
  });

  it('marks a date that a later notice may move', async () => {
    const { days } = await calendar().between(d('2025-06-01'), d('2025-09-01'), d('2030-12-31'));
    expect(days.flatMap(({ obligations }) => obligations.map(({ no, provisional }) => [no, provisional]))).toEqual([
      ['E-01', false],
      ['G-01', false],
      ['E-02', false],
      ['E-03', true],
    ]);
  });

  it('refuses days in the wrong order', async () => {
    await expect(between('2025-06-01', '2025-09-02', '2025-09-01')).rejects.toThrow('until comes first');
  });
});
