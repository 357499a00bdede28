import { Injectable } from '@nestjs/common';
import { Alerter, type AlerterReport } from './alerter';
import { AlertRelay, type RelayReport } from './relay/alert-relay';

export interface AlertsReport {
  /** Whether every event and day so far is answered or about to be: what happens now raises its alerts. */
  readonly ready: boolean;
  readonly alerter: AlerterReport;
  readonly relay: RelayReport;
}

/** How the outward side is. Kafka being away, or not configured, does not make it unready: alerts wait in the log. */
@Injectable()
export class AlertsHealth {
  constructor(
    private readonly alerter: Alerter,
    private readonly relay: AlertRelay,
  ) {}

  async report(): Promise<AlertsReport> {
    const [alerter, relay] = await Promise.all([this.alerter.health(), this.relay.health()]);
    return { ready: alerter.running && alerter.caughtUp, alerter, relay };
  }
}
