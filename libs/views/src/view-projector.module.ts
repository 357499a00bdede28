import { Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ViewProjector } from './view-projector';

/** Keeps the views up with the log while the application runs. Needs a global EventStore, a global Clock and ViewsModule. */
@Module({ providers: [ViewProjector], exports: [ViewProjector] })
export class ViewProjectorModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly projector: ViewProjector) {}

  onApplicationBootstrap(): void {
    this.projector.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.projector.stop();
  }
}
