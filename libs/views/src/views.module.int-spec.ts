import { startEmbeddedNode, type EmbeddedNode } from '@heqi/embedded-event-store';
import { civilDate, parseInstant } from '@heqi/domain';
import { EventStore } from '@heqi/event-store';
import { contractStream } from '@heqi/messages';
import { ProcessModule, readSettings, SimulatedClock } from '@heqi/runtime';
import { Test } from '@nestjs/testing';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ViewPosition } from './checkpoint/view-position';
import { Contracts } from './contract-state/contract-state.query';
import { freshDataDir } from './testing/each-database.fixtures';
import { dealRecorded, newEvents } from './testing/log.fixtures';
import { ObligationLedger } from './obligation-ledger/obligation-ledger.query';
import { ViewProjectorModule } from './view-projector.module';
import { ViewsModule } from './views.module';

describe('the modules of the views', () => {
  let dataDir: string;
  let node: EmbeddedNode;
  let eventStore: EventStore;
  beforeAll(async () => {
    dataDir = await freshDataDir();
    node = await startEmbeddedNode({ dataDir: path.join(dataDir, 'log') });
    eventStore = EventStore.connect(node.connectionString);
  });
  afterAll(async () => {
    await eventStore.close();
    await node.stop();
    rmSync(dataDir, { recursive: true });
  });

  const start = async () => {
    const clock = new SimulatedClock(parseInstant('2025-06-01T00:00:00.000Z'));
    const parts = { settings: readSettings({}), eventStore, clock };
    const module = await Test.createTestingModule({
      imports: [ProcessModule.forRoot(parts), ViewsModule.forRoot({ dataDir }), ViewProjectorModule],
    }).compile();
    return module.init();
  };

  it('project while the application runs, answer, and close so that it can start again', async () => {
    const first = await start();
    const events = newEvents(dealRecorded('c1'), 1);
    const { position } = await eventStore.append(contractStream('c1'), events, 'no_stream');
    await first.get(ViewPosition).waitFor(position);
    const { found, freshness } = await first.get(Contracts).find('c1');
    expect(found).toMatchObject({ revision: 4, position });
    expect(freshness).toEqual({
      projectedPosition: position.toString(),
      logPosition: position.toString(),
      upToDate: true,
      lagSeconds: 0,
    });
    await first.close();

    const second = await start();
    expect(await second.get(Contracts).list()).toMatchObject({ total: 1 });
    expect(await second.get(ObligationLedger).find(civilDate('2025-06-01'))).toMatchObject({ rows: [], total: 0 });
    await second.close();
  });
});
