import { Injectable, type DynamicModule } from '@nestjs/common';
import { AlertsHealth, AlertsModule } from '@heqi/alerts';
import { HealthModule, type HealthReport, type HealthSource } from '@heqi/health';
import { EventStoreHealth, ViewsHealth } from '../../api/src/health/health-sources';

/** The alerter is ready when it has seen the whole log and every day up to today. */
@Injectable()
class AlerterHealth implements HealthSource {
  constructor(private readonly alerts: AlertsHealth) {}

  async report(): Promise<HealthReport> {
    const { ready, alerter } = await this.alerts.report();
    return { name: 'alerter', ready, detail: { ...alerter } };
  }
}

/** Alerts wait in the log while Kafka is away or not configured: the relay never makes the process unready. */
@Injectable()
class RelayHealth implements HealthSource {
  constructor(private readonly alerts: AlertsHealth) {}

  async report(): Promise<HealthReport> {
    const { relay } = await this.alerts.report();
    return { name: 'relay', ready: true, detail: { ...relay } };
  }
}

/** Health of all of Heqi in one process. */
export function standaloneHealth(): DynamicModule {
  const sources = [EventStoreHealth, ViewsHealth, AlerterHealth, RelayHealth];
  return HealthModule.forRoot({ imports: [AlertsModule], sources, providers: sources });
}
