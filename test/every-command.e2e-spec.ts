import { ROLES_FOR } from '@heqi/domain';
import { CONTRACT_EVENT_TYPES } from '@heqi/messages';
import { DAY, everyCommand, HANDOVER } from './support/every-command';
import { people } from './support/people';
import { standaloneUnderTest, type Caller, type StandaloneUnderTest } from './support/standalone';
import { upload } from './support/upload';

/** Each command through its own route, on one deal, and what the contract shows right after. */
describe('every command', () => {
  let heqi: StandaloneUnderTest;
  const callers = {} as Record<keyof typeof people, Caller>;
  let contractId = '';

  beforeAll(async () => {
    heqi = await standaloneUnderTest({ clockStartsAt: `${DAY}T01:00:00.000Z` });
    for (const name of Object.keys(people) as (keyof typeof people)[]) callers[name] = await heqi.as(people[name]);
    expect(await upload(heqi.url, callers.clerk, HANDOVER)).toMatchObject({
      status: 201,
      body: { sha256: HANDOVER.sha256 },
    });
  }, 60_000);
  afterAll(() => heqi?.stop());

  it.each(everyCommand)('$command records $event, and the contract shows it', async (step) => {
    const written = await callers[step.by].post(`/v1/contracts${step.path(contractId)}`, step.body);
    expect(written).toMatchObject({ status: 201, body: { replayed: false } });
    expect(written.body.events[0].type).toBe(step.event);
    contractId ||= written.body.contractId;
    const seen = { 'x-heqi-min-position': written.headers.get('x-heqi-position')! };
    const view = (await callers.leader.get(`/v1/contracts/${contractId}`, seen)).body;
    expect(view.revision).toBe(written.body.revision);
    expect(step.shown(view)).toMatchObject(step.as as object);
  });

  it('was given, so that a new one cannot be forgotten', () => {
    const given = new Set(everyCommand.map(({ command }) => command));
    expect([...given].toSorted()).toEqual(Object.keys(ROLES_FOR).toSorted());
  });

  it('left each type of event in the history, each by the one who gave the command', async () => {
    const { events } = (await callers.auditor.get(`/v1/contracts/${contractId}/history`)).body;
    const types = new Set<string>(events.map(({ type }: { type: string }) => type));
    expect([...types].toSorted()).toEqual([...CONTRACT_EVENT_TYPES].toSorted());
    for (const { event, by } of everyCommand) {
      const ofThatType = events.filter(({ type }: { type: string }) => type === event);
      expect(ofThatType).toContainEqual(expect.objectContaining({ actor: people[by] }));
    }
  });

  it('gives the same when it is replayed from the log as in the view', async () => {
    const view = (await callers.auditor.get(`/v1/contracts/${contractId}`)).body;
    const { freshness: _, parked, ...current } = view;
    expect(parked).toBeNull();
    expect((await callers.auditor.get(`/v1/contracts/${contractId}/assessment`)).body).toEqual(current);
  });
});
