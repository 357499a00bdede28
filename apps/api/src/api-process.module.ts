import { Module, type DynamicModule } from '@nestjs/common';
import { loggingModule, ProcessModule, type ProcessParts } from '@heqi/runtime';
import { ViewsModule } from '@heqi/views';
import { ApiModule } from './api.module';
import { apiHealth } from './health/api-health';

/** The api as a process of its own: reads the views that a projector elsewhere keeps. */
@Module({})
export class ApiProcessModule {
  static forRoot(parts: ProcessParts): DynamicModule {
    const { DATABASE_URL, HEQI_DATA_DIR } = parts.settings;
    return {
      module: ApiProcessModule,
      imports: [
        loggingModule(parts.settings),
        ProcessModule.forRoot(parts),
        ViewsModule.forRoot({ databaseUrl: DATABASE_URL, dataDir: HEQI_DATA_DIR }),
        ApiModule,
        apiHealth(),
      ],
    };
  }
}
