import { GuardedClient } from './guarded-client';

describe('the guarded client', () => {
  it('finds the inner parts of the client that it needs, as this version has them', async () => {
    const guarded = new GuardedClient('esdb://127.0.0.1:1?tls=false', () => undefined);
    const { internals } = guarded;
    for (const part of ['GRPCStreamCreator', 'getChannel', 'handleError', 'execute', 'callArguments'] as const) {
      expect([part, typeof internals[part]]).toEqual([part, 'function']);
    }
    expect('capabilities' in internals).toBe(true);
    await guarded.close();
  });
});
