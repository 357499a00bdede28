import { Injectable, Module, type DynamicModule } from '@nestjs/common';
import { HealthModule, type HealthReport, type HealthSource } from '@heqi/health';
import { loggingModule, ProcessModule, type ProcessParts } from '@heqi/runtime';
import { ProjectorHealth, ViewProjector, ViewProjectorModule, ViewsModule } from '@heqi/views';

/** The projector is ready while it follows the log; a second one waits for the lock and is not. */
@Injectable()
class FollowingHealth implements HealthSource {
  constructor(
    private readonly projector: ViewProjector,
    private readonly views: ProjectorHealth,
  ) {}

  async report(): Promise<HealthReport> {
    const { running, lastError } = this.projector.status;
    return { name: 'projector', ready: running, detail: { running, lastError, ...(await this.views.look()) } };
  }
}

/** The projector as a process of its own. */
@Module({})
export class ProjectorProcessModule {
  static forRoot(parts: ProcessParts): DynamicModule {
    const { DATABASE_URL, HEQI_DATA_DIR } = parts.settings;
    return {
      module: ProjectorProcessModule,
      imports: [
        loggingModule(parts.settings),
        ProcessModule.forRoot(parts),
        ViewsModule.forRoot({ databaseUrl: DATABASE_URL, dataDir: HEQI_DATA_DIR }),
        HealthModule.forRoot({
          imports: [ViewProjectorModule],
          sources: [FollowingHealth],
          providers: [FollowingHealth],
        }),
      ],
    };
  }
}
