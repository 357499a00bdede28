import { Injectable } from '@nestjs/common';
import { ContractRequests } from '@heqi/commands';
import { checkpointStreamOf, EventStore } from '@heqi/event-store';
import type { HealthReport, HealthSource } from '@heqi/health';
import { ALERT_STREAM_PREFIX, CONTRACT_STREAM_PREFIX, LOG_CONSUMERS } from '@heqi/messages';
import { ProjectorHealth } from '@heqi/views';

/** Whether the log answers. */
@Injectable()
export class EventStoreHealth implements HealthSource {
  constructor(private readonly store: EventStore) {}

  async report(): Promise<HealthReport> {
    const ready = await this.store.isReachable();
    const head = ready ? await this.store.headPosition([CONTRACT_STREAM_PREFIX, ALERT_STREAM_PREFIX]) : undefined;
    return { name: 'event-store', ready, detail: { headPosition: head?.toString() ?? null } };
  }
}

/** What the write side of this process keeps in memory, and how much of the log its commands had to read. It serves without. */
@Injectable()
export class CommandsHealth implements HealthSource {
  constructor(private readonly requests: ContractRequests) {}

  async report(): Promise<HealthReport> {
    return { name: 'commands', ready: true, detail: { ...this.requests.cacheFigures } };
  }
}

/** How far the views are behind the log, wherever their projector runs. They answer while they are behind, and say so. */
@Injectable()
export class ViewsHealth implements HealthSource {
  constructor(private readonly views: ProjectorHealth) {}

  async report(): Promise<HealthReport> {
    const { position, ...detail } = await this.views.look();
    return {
      name: 'projector',
      ready: !detail.logIsBehind && (position !== null || detail.headPosition === null),
      detail: { position, ...detail },
    };
  }
}

/** How far alerter and relay are, told by their checkpoints in the log, wherever they run. The api serves without them. */
@Injectable()
export class LogConsumersHealth implements HealthSource {
  constructor(private readonly store: EventStore) {}

  async report(): Promise<HealthReport> {
    const [alerter, relay] = await Promise.all(
      [LOG_CONSUMERS.alerter, LOG_CONSUMERS.relay].map((name) => this.store.readLast(checkpointStreamOf(name))),
    );
    return {
      name: 'log-consumers',
      ready: true,
      detail: { alerter: alerter?.data ?? null, relay: relay?.data ?? null },
    };
  }
}
