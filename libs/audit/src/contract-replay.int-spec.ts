import { randomUUID } from 'node:crypto';
import { Test } from '@nestjs/testing';
import {
  calendarKnownAt,
  civilDate as d,
  civilDateIn,
  contractDecider,
  foldContract,
  parseInstant,
  TIME_NOT_MONEY,
  type Actor,
  type ContractCommand,
  type Instant,
  type ObligationTerms,
} from '@heqi/domain';
import { EventStore } from '@heqi/event-store';
import { contractStream, encodeEvent, UndecodableEvent } from '@heqi/messages';
import { storeUnderTest, type StoreUnderTest } from '../../event-store/src/testing/store.fixtures';
import { AuditModule } from './audit.module';
import { ContractReplay } from './contract-replay';

const clerk: Actor = { id: 'clerk-1', partyId: 'gov-park', role: 'clerk' };
const verifier: Actor = { id: 'verifier-1', partyId: 'gov-land', role: 'verifier' };

const RECORDED = parseInstant('2025-03-10T02:00:00.000Z');
const CLAIMED = parseInstant('2025-07-20T02:00:00.000Z');
const VERIFIED = parseInstant('2025-08-05T02:00:00.000Z');

/** Land by the end of June 2025, and capital by New Year 2026: the holidays of 2026 were announced in November 2025. */
const land = duty({ no: 'G-01', side: 'government', obligorId: 'gov-park', verifierId: 'gov-land' }, '2025-06-30');
const capital = duty({ no: 'E-01', side: 'enterprise', obligorId: 'ent-1', verifierId: null }, '2026-01-01');

describe('the replay of a contract', () => {
  let under: StoreUnderTest;
  let replay: ContractReplay;
  let contractId: string;

  beforeAll(async () => {
    under = await storeUnderTest();
    const module = await Test.createTestingModule({
      imports: [
        {
          module: class StoreOfTest {},
          global: true,
          providers: [{ provide: EventStore, useValue: under.store }],
          exports: [EventStore],
        },
        AuditModule,
      ],
    }).compile();
    replay = module.get(ContractReplay);
  });
  afterAll(() => under.stop());

  beforeEach(async () => {
    contractId = randomUUID();
    await given(RECORDED, clerk, recordContract(contractId));
    await given(CLAIMED, clerk, {
      type: 'ClaimPerformance',
      no: 'G-01',
      claimId: 'claim-1',
      performedOn: d('2025-06-28'),
      value: null,
      evidence: [],
      source: null,
      note: null,
    });
    await given(VERIFIED, verifier, {
      type: 'VerifyPerformance',
      no: 'G-01',
      claimId: 'claim-1',
      performedOn: null,
      value: null,
      decidedOn: d('2025-08-05'),
      grade: null,
      criterion: null,
      note: null,
    });
  });

  it.each([
    ['before anything was claimed', '2025-07-10T00:00:00.000Z', 'overdue'],
    ['while the claim waits', '2025-07-21T00:00:00.000Z', 'under_verification'],
    ['a millisecond before the verification', '2025-08-05T01:59:59.999Z', 'under_verification'],
    ['from the verification on', VERIFIED, 'fulfilled_on_time'],
  ])('as of 1 July, known %s, answers with what was known', async (_, knownAt, status) => {
    const answer = await replay.assessmentAt(contractId, { asOf: d('2025-07-01'), knownAt: parseInstant(knownAt) });
    expect(statusOf(answer, 'G-01')).toBe(status);
  });

  it('lets a verification of August speak of June, but not of the day before the performance', async () => {
    const asOf = async (day: string) => statusOf(await replay.assessmentAt(contractId, { asOf: d(day) }), 'G-01');
    expect(await asOf('2025-06-28')).toBe('fulfilled_on_time');
    expect(await asOf('2025-06-27')).toBe('due_soon');
  });

  it('counts by the holidays that were announced by then', async () => {
    const known = async (knownAt: string) => {
      const answer = await replay.assessmentAt(contractId, { asOf: d('2025-08-10'), knownAt: parseInstant(knownAt) });
      const { due } = answer!.assessment.obligations.find(({ no }) => no === 'E-01')!;
      return { current: due.current, provisional: due.provisional, calendar: answer!.calendarVersion };
    };
    const before = await known('2025-08-10T00:00:00.000Z');
    const after = await known('2025-12-10T00:00:00.000Z');
    expect(before).toMatchObject({ current: '2026-01-01', provisional: true });
    expect(after).toMatchObject({ current: '2026-01-04', provisional: false });
    expect(after.calendar).not.toBe(before.calendar);
  });

  it('says what it answered from', async () => {
    const knownAt = parseInstant('2025-07-21T00:00:00.000Z');
    const history = await replay.history(contractId, { knownAt });
    const answer = await replay.assessmentAt(contractId, { asOf: d('2025-07-21'), knownAt });
    const last = history.at(-1)!;
    expect(last).toMatchObject({
      recordedAt: CLAIMED,
      event: { type: 'PerformanceClaimed' },
      actor: clerk,
      endsCommand: true,
    });
    expect(answer).toMatchObject({
      lastEvent: { id: last.id, revision: last.revision, position: last.position },
      calendarVersion: answer!.assessment.calendarVersion,
      rulesVersion: 1,
      state: { revision: last.revision },
    });
    expect(answer!.explanations['G-01']).toEqual([{ code: 'fixed_date', on: '2025-06-30' }]);
    expect(Object.keys(answer!.explanations)).toEqual(['G-01', 'E-01']);
  });

  it('gives the history in order, whole or as it was known', async () => {
    const whole = await replay.history(contractId);
    expect(whole.map(({ revision }) => revision)).toEqual(whole.map((_, index) => index));
    expect(whole.at(-1)!.event.type).toBe('PerformanceVerified');
    expect(await replay.history(contractId, { knownAt: RECORDED })).toEqual(whole.slice(0, -2));
    expect(await replay.stateAt(contractId)).toEqual(foldContract(whole));
  });

  it('knows nothing of a contract before it was recorded, nor of one that never was', async () => {
    const knownAt = parseInstant('2025-03-10T01:59:59.999Z');
    expect(await replay.history(contractId, { knownAt })).toEqual([]);
    expect(await replay.stateAt(contractId, knownAt)).toBeUndefined();
    expect(await replay.assessmentAt(contractId, { asOf: d('2025-07-01'), knownAt })).toBeUndefined();
    expect(await replay.assessmentAt(randomUUID(), { asOf: d('2025-07-01') })).toBeUndefined();
  });

  it('answers nothing from a stream with an event it cannot read', async () => {
    const [first] = await replay.history(contractId);
    await under.store.append(
      contractStream(contractId),
      [{ id: randomUUID(), type: 'PerformanceUpdated', data: {}, metadata: first!.metadata }],
      'any',
    );
    const question = replay.assessmentAt(contractId, { asOf: d('2025-07-01') });
    await expect(question).rejects.toThrow(UndecodableEvent);
    await expect(question).rejects.toThrow(new RegExp(`stream contract-${contractId} \\(PerformanceUpdated\\)`));
  });

  async function given(at: Instant, actor: Actor, command: ContractCommand): Promise<void> {
    const state = await replay.stateAt(contractId);
    const today = civilDateIn('Asia/Shanghai', at);
    const events = contractDecider.decide(command, state, { actor, today, calendar: calendarKnownAt(at) });
    const commandId = randomUUID();
    const encoded = events.map((event, commandIndex) =>
      encodeEvent(event, {
        actor,
        recordedAt: at,
        commandId,
        commandIndex,
        commandSize: events.length,
        $correlationId: commandId,
        $causationId: commandId,
      }),
    );
    await under.store.append(contractStream(contractId), encoded, state?.revision ?? 'no_stream');
  }
});

function statusOf(answer: Awaited<ReturnType<ContractReplay['assessmentAt']>>, no: string): string | undefined {
  return answer?.assessment.obligations.find((each) => each.no === no)?.status;
}

function duty(who: Pick<ObligationTerms, 'no' | 'side' | 'obligorId' | 'verifierId'>, on: string): ObligationTerms {
  return {
    ...who,
    title: who.no,
    clause: null,
    quotedText: null,
    category: null,
    instrumentId: null,
    performerId: null,
    obligeeId: null,
    measure: { kind: 'milestone', criterion: null },
    due: { kind: 'fixed', on: d(on), termAfterCondition: null },
    conditions: [],
    consequence: null,
    bindingness: 'binding',
    instalmentOf: null,
    tolledBy: [],
    survivesTermination: false,
  };
}

function recordContract(contractId: string): ContractCommand {
  const party = (id: string, kind: 'government_office' | 'enterprise') => ({ id, kind, name: id, identifier: null });
  return {
    type: 'RecordContract',
    contractId,
    bureauId: 'bureau-east',
    dealNumber: contractId,
    timeZone: 'Asia/Shanghai',
    details: {
      title: 'x',
      parkId: null,
      zoneId: null,
      industryCode: null,
      roll: { weekends: true },
      minimumEvidenceGrade: 'self',
      delayRules: TIME_NOT_MONEY,
      source: null,
    },
    parties: [
      party('gov-park', 'government_office'),
      party('gov-land', 'government_office'),
      party('ent-1', 'enterprise'),
    ],
    instruments: [],
    parcels: [],
    obligations: [land, capital],
  };
}
