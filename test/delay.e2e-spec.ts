import { WORKED_CASES } from '../libs/domain/src/delay/worked-cases.fixtures';
import {
  commitment,
  contractRecorded,
  excused,
  promise,
  relieved,
  type Fact,
} from '../libs/domain/src/testing/facts.fixtures';
import { historyOf } from '../libs/domain/src/testing/given.fixtures';
import { BUREAU, ENTERPRISE, STATISTICS, SUPERVISION } from '../libs/domain/src/testing/people.fixtures';
import { fixedOn, yuan } from '../libs/domain/src/testing/terms.fixtures';
import { eventually } from './support/eventually';
import { HANDOVER } from './support/every-command';
import { requestsFor, type Asked } from './support/over-http';
import { standaloneUnderTest, type Caller, type StandaloneUnderTest } from './support/standalone';
import { upload } from './support/upload';

const people = {
  clerk: { id: 'u-clerk', partyId: BUREAU, role: 'clerk' },
  leader: { id: 'u-leader', partyId: BUREAU, role: 'leader' },
  enterprise: { id: 'u-manager', partyId: ENTERPRISE, role: 'enterprise' },
  supervisor: { id: 'u-supervisor', partyId: SUPERVISION, role: 'verifier' },
  statistician: { id: 'u-statistician', partyId: STATISTICS, role: 'verifier' },
} as const;

// oxlint-disable-next-line typescript/no-explicit-any -- the JSON of an answer
type View = any;

/** The worked cases of delay, each brought about by requests and asked for in every way there is. */
describe('the delay of a deal, over HTTP', () => {
  let heqi: StandaloneUnderTest;
  const callers = {} as Record<Asked['by'], Caller>;
  const deals = new Map<string, { contractId: string; seen: Record<string, string> }>();
  let seen: Record<string, string> = {};

  beforeAll(async () => {
    heqi = await standaloneUnderTest({ clockStartsAt: '2026-02-01T01:00:00.000Z' });
    for (const name of Object.keys(people) as Asked['by'][]) callers[name] = await heqi.as(people[name]);
    expect((await upload(heqi.url, callers.enterprise, HANDOVER)).status).toBe(201);
    for (const [index, { name, facts }] of WORKED_CASES.entries()) {
      const contractId = await bringAbout(facts, `2025-${100 + index}`);
      deals.set(name, { contractId, seen });
    }
  }, 120_000);
  afterAll(() => heqi?.stop());

  /** Makes the requests by which the facts come about; gives the contract's id. */
  async function bringAbout(facts: readonly Fact[], dealNumber: string): Promise<string> {
    let contractId = '';
    const events = historyOf(facts).map(({ event }) => event);
    for (const { by, path, body } of requestsFor(events, dealNumber)) {
      const url = contractId === '' ? '/v1/contracts' : `/v1/contracts/${contractId}${path}`;
      const answer = await callers[by].post(url, proven(body));
      expect({ dealNumber, url, status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
      contractId ||= answer.body['contractId'] as string;
      seen = { 'x-heqi-min-position': answer.headers.get('x-heqi-position')! };
    }
    return contractId;
  }

  it.each(WORKED_CASES)('$name', async ({ name, asOf, answers }) => {
    const { contractId, seen } = deals.get(name)!;
    const view: View = (await callers.leader.get(`/v1/contracts/${contractId}?asOf=${asOf}`, seen)).body;
    const ledger: View = (await callers.leader.get(`/v1/obligations?contractId=${contractId}&asOf=${asOf}`, seen)).body;
    const replayed: View = (await callers.leader.get(`/v1/contracts/${contractId}/assessment?asOf=${asOf}`)).body;
    for (const { no, effective, books } of answers) {
      const duty = [...view.promises, ...view.commitments].find(({ terms }: View) => terms.no === no);
      expect(duty.due.current).toBe(effective);
      expect(daysIn(duty.delay.byBook)).toEqual(books);
      expect(sumByBook(duty.delay.ledger)).toEqual(books);
      expect(daysIn(ledger.obligations.find((each: View) => each.no === no).slip)).toEqual(books);
    }
    expect(replayed.promises).toEqual(view.promises);
    expect(replayed.commitments).toEqual(view.commitments);
  });

  it('names what holds a duty up: in the view, in the ledger, in the graph and in an alert', async () => {
    const { contractId, seen } = deals.get('land still not handed over on 15 July')!;
    const { commitments }: View = (await callers.enterprise.get(`/v1/contracts/${contractId}?asOf=2025-07-15`, seen))
      .body;
    expect(commitments[0]).toMatchObject({
      status: { code: 'blocked', zh: '受阻' },
      light: { code: 'blue' },
      blocker: { no: 'G-01', side: 'government', since: '2025-03-04' },
      due: { moves: true, original: '2025-06-30' },
    });
    expect(commitments[0].due.explanation.zh.join('')).toContain('G-01');
    const held: View = await callers.leader.get(
      `/v1/obligations?contractId=${contractId}&blockedBy=G-01&asOf=2025-07-15`,
    );
    expect(held.body.obligations).toMatchObject([{ no: 'E-01', dueOn: null, flags: [{ code: 'date_moves' }] }]);
    const graph: View = await callers.leader.get(`/v1/contracts/${contractId}/reciprocity?asOf=2025-07-15`);
    expect(graph.body.edges).toMatchObject([{ from: 'E-01', to: 'G-01', kind: 'tolled_by', holdsUpToday: true }]);
    const alerts = await eventually(
      async () => {
        const { body }: View = await callers.leader.get(`/v1/alerts?contractId=${contractId}&rule=blocked`);
        return body.alerts.length > 0 && body.alerts;
      },
      { what: 'the alert that E-01 is blocked' },
    );
    expect(alerts[0]).toMatchObject({ no: 'E-01', side: { code: 'enterprise' } });
  });

  it('frees a duty that is waived, discharged, set off or suspended, from the day it was told', async () => {
    const sum = { kind: 'amount', target: yuan(100), countedBy: 'payments' } as const;
    const due = fixedOn('2026-06-30');
    const duties = [
      promise({ no: 'G-01', measure: sum, due }),
      ...['E-01', 'E-02', 'E-03', 'E-04'].map((no) => commitment({ no, measure: sum, due })),
      relieved('E-01', { kind: 'waiver' }, '2026-01-05'),
      relieved('E-02', { kind: 'discharge' }, '2026-01-05'),
      relieved('E-03', { kind: 'set_off', against: 'G-01', amount: { minor: '10000', currency: 'CNY' } }, '2026-01-05'),
      excused('x-1', { obligations: ['E-04'], cause: 'suspension_by_right', from: '2026-01-05' }),
    ];
    const contractId = await bringAbout([contractRecorded(), ...duties], '2025-201');
    const statuses = async (asOf: string): Promise<View> => {
      const { promises, commitments }: View = (
        await callers.leader.get(`/v1/contracts/${contractId}?asOf=${asOf}`, seen)
      ).body;
      return [...promises, ...commitments].map(({ status }: View) => status.code);
    };
    expect(await statuses('2026-01-04')).toEqual(Array.from({ length: 5 }, () => 'not_yet_due'));
    expect(await statuses('2026-01-05')).toEqual([
      ...['fulfilled_on_time', 'waived', 'discharged', 'fulfilled_on_time', 'suspended'],
    ]);
    const { lines }: View = (await callers.leader.get(`/v1/contracts/${contractId}/money?asOf=2026-01-05`)).body;
    expect(lines[0]).toMatchObject({ no: 'G-01', setOff: yuan(100), paid: yuan(0), outstanding: yuan(0) });
  });

  it('finds the duties with days in a book', async () => {
    const { contractId, seen } = deals.get('force majeure from 1 to 20 April too')!;
    const found = async (book: string): Promise<View> =>
      (await callers.leader.get(`/v1/obligations?contractId=${contractId}&slipIn=${book}`, seen)).body;
    expect((await found('concurrent')).obligations).toMatchObject([{ no: 'E-01' }]);
    expect((await found('agreed')).obligations).toEqual([]);
  });
});

/** Force majeure is accepted on proof only, which the cases leave out. */
function proven(body: Record<string, unknown>): Record<string, unknown> {
  const { sha256, fileName } = HANDOVER;
  return body['cause'] === 'force_majeure' ? { ...body, evidence: [{ sha256, fileName }] } : body;
}

function daysIn(byBook: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(byBook).filter(([, days]) => days > 0));
}

function sumByBook(ledger: readonly { readonly book: { readonly code: string }; readonly days: number }[]) {
  const sums: Record<string, number> = {};
  for (const { book, days } of ledger) sums[book.code] = (sums[book.code] ?? 0) + days;
  return sums;
}
