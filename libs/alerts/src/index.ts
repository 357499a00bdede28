export { alertId } from './alert-ids';
export { Alerter, type AlerterReport } from './alerter';
export type { AlerterParts } from './alerter-run';
