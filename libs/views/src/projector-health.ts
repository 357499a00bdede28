import { Injectable } from '@nestjs/common';
import { FreshnessGauge } from './checkpoint/freshness';
import { ParkedContractRow } from './checkpoint/parked-contract.entity';
import { readCheckpoint } from './checkpoint/view-checkpoint';
import { Views } from './database/views';

export interface ProjectionHealth {
  /** Decimal text, as are all positions here. */
  readonly position: string | null;
  readonly headPosition: string | null;
  readonly upToDate: boolean;
  /** The log does not reach as far as the views: it lost events, or is another one. A running projector rebuilds them. */
  readonly logIsBehind: boolean;
  readonly lagSeconds: number | null;
  readonly lastEventRecordedAt: string | null;
  readonly calendarVersion: string | null;
  readonly viewVersion: string | null;
  /** Streams that the views cannot follow; each needs somebody to look. */
  readonly parked: readonly ParkedContractRow[];
}

/** How the views stand, for whoever asks in any process: read from database and log, not from the projector's memory. */
@Injectable()
export class ProjectorHealth {
  constructor(
    private readonly views: Views,
    private readonly gauge: FreshnessGauge,
  ) {}

  async look(): Promise<ProjectionHealth> {
    const { manager } = this.views.dataSource;
    const head = this.gauge.head();
    const checkpoint = await readCheckpoint(manager);
    const { logPosition, upToDate, lagSeconds } = await this.gauge.compare(checkpoint?.position ?? null, await head);
    const logIsBehind = await this.gauge.logEndsBefore(checkpoint?.position ?? null);
    return {
      position: checkpoint?.position?.toString() ?? null,
      headPosition: logPosition,
      upToDate: upToDate && !logIsBehind,
      logIsBehind,
      lagSeconds,
      lastEventRecordedAt: checkpoint?.lastEventRecordedAt ?? null,
      calendarVersion: checkpoint?.calendarVersion ?? null,
      viewVersion: checkpoint?.viewVersion ?? null,
      parked: await manager.find(ParkedContractRow, { order: { streamName: 'ASC' } }),
    };
  }
}
