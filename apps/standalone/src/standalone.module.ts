import { Module, type DynamicModule } from '@nestjs/common';
import { AlertsModule } from '@heqi/alerts';
import { loggingModule, ProcessModule, type ProcessParts } from '@heqi/runtime';
import { ViewProjectorModule, ViewsModule } from '@heqi/views';
import { ApiModule } from '../../api/src/api.module';
import { standaloneHealth } from './standalone-health';

/** Every process of Heqi in one. */
@Module({})
export class StandaloneModule {
  static forRoot(parts: ProcessParts): DynamicModule {
    const { DATABASE_URL, HEQI_DATA_DIR } = parts.settings;
    return {
      module: StandaloneModule,
      imports: [
        loggingModule(parts.settings),
        ProcessModule.forRoot(parts),
        ViewsModule.forRoot({ databaseUrl: DATABASE_URL, dataDir: HEQI_DATA_DIR }),
        ApiModule,
        ViewProjectorModule,
        AlertsModule,
        standaloneHealth(),
      ],
    };
  }
}
