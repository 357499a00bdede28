import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@heqi/identity';
import { z } from 'zod';
import { HEALTH_SOURCES, type HealthReport, type HealthSource } from './health';

const reportSchema = z.object({ name: z.string(), ready: z.boolean(), detail: z.record(z.string(), z.unknown()) });
export const healthSchema = z
  .object({ status: z.enum(['up', 'not_ready']), parts: z.array(reportSchema) })
  .meta({ id: 'Health' });
type Health = z.input<typeof healthSchema>;

/** Liveness, readiness and lag of a process. Holds positions and days only, so it needs no token. */
@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(@Inject(HEALTH_SOURCES) private readonly sources: readonly HealthSource[]) {}

  @Get('live')
  @ApiOperation({ summary: 'The process runs' })
  @ApiOkResponse({ standardSchema: healthSchema })
  live(): Health {
    return { status: 'up', parts: [] };
  }

  @Get('ready')
  @ApiOperation({ summary: '200 when every part can serve, else 503' })
  @ApiOkResponse({ standardSchema: healthSchema })
  async ready(@Res({ passthrough: true }) reply: { status(code: number): unknown }): Promise<Health> {
    const health = await this.lag();
    if (health.status !== 'up') reply.status(503);
    return health;
  }

  @Get('lag')
  @ApiOperation({ summary: 'How far behind the log each part is' })
  @ApiOkResponse({ standardSchema: healthSchema })
  async lag(): Promise<Health> {
    const parts = await Promise.all(this.sources.map(reportOf));
    return { status: parts.every((part) => part.ready) ? 'up' : 'not_ready', parts };
  }
}

async function reportOf(source: HealthSource): Promise<HealthReport> {
  try {
    return await source.report();
  } catch (error) {
    return { name: source.constructor.name, ready: false, detail: { error: (error as Error).message } };
  }
}
