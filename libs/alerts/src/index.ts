export { alertId } from './alert-ids';
export { Alerter, type AlerterReport } from './alerter';
export type { AlerterParts } from './alerter-run';
export { AlertsModule } from './alerts.module';
export { AlertsHealth, type AlertsReport } from './alerts-health';
export type { AlertsLog } from './log';
export { AlertRelay, type AlertRelayParts, type RelayReport } from './relay/alert-relay';
export { createTopics, RELAYED_TOPICS } from './relay/topics';
