import { Injectable } from '@nestjs/common';
import { AlertsHealth } from '@heqi/alerts';
import type { HealthReport, HealthSource } from '@heqi/health';

/** The alerter is ready when it has seen the whole log and every day up to today. */
@Injectable()
export class AlerterHealth implements HealthSource {
  constructor(private readonly alerts: AlertsHealth) {}

  async report(): Promise<HealthReport> {
    const { ready, alerter } = await this.alerts.report();
    return { name: 'alerter', ready, detail: { ...alerter } };
  }
}

/** Alerts wait in the log while Kafka is away or not configured: the relay never makes the process unready. */
@Injectable()
export class RelayHealth implements HealthSource {
  constructor(private readonly alerts: AlertsHealth) {}

  async report(): Promise<HealthReport> {
    const { relay } = await this.alerts.report();
    return { name: 'relay', ready: true, detail: { ...relay } };
  }
}
