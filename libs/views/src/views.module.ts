import {
  Module,
  type DynamicModule,
  type FactoryProvider,
  type ModuleMetadata,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { AlertList } from './alert-list/alert-list.query';
import { FreshnessGauge } from './checkpoint/freshness';
import { ViewPosition } from './checkpoint/view-position';
import { ViewReader } from './checkpoint/view-reader';
import { ContractBoard } from './contract-board/contract-board.query';
import { Contracts } from './contract-state/contract-state.query';
import { ContractStates } from './contract-state/contract-states.query';
import { openViews, Views, type ViewsOptions } from './database/views';
import { DueCalendar } from './due-calendar/due-calendar.query';
import { LapsingRights } from './limitation/lapsing-rights.query';
import { ObligationLedger } from './obligation-ledger/obligation-ledger.query';
import { DealQuality } from './quality/quality.query';
import { ProjectorHealth } from './projector-health';

export interface ViewsAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: (...injected: never[]) => ViewsOptions | Promise<ViewsOptions>;
}

const QUESTIONS = [
  ...[Contracts, ContractStates, ObligationLedger, ContractBoard, DueCalendar, LapsingRights, AlertList],
  ...[DealQuality, ViewPosition, ProjectorHealth],
];

/** The read side: opens the database of the views, answers questions, and closes it when the application shuts down. Needs
 *  a global EventStore. Import it once, where the application is put together: the embedded database opens only once. */
@Module({})
export class ViewsModule implements OnApplicationShutdown {
  constructor(private readonly views: Views) {}

  static forRoot(options: ViewsOptions): DynamicModule {
    return this.forRootAsync({ useFactory: () => options });
  }

  static forRootAsync({ imports, inject, useFactory }: ViewsAsyncOptions): DynamicModule {
    const views: FactoryProvider<Views> = {
      provide: Views,
      inject,
      useFactory: async (...injected: unknown[]) => openViews(await useFactory(...(injected as never[]))),
    };
    return {
      module: ViewsModule,
      global: true,
      imports,
      providers: [views, FreshnessGauge, ViewReader, ...QUESTIONS],
      exports: [Views, ...QUESTIONS],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.views.close();
  }
}
