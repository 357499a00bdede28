export { acceptLostTail, LOST_TAILS_FILE, type LostTail } from './hosting/accept-lost-tail';
export { type EmbeddedNode, startEmbeddedNode } from './hosting/embedded-node';
export { LARGEST_APPEND_SIZE, type NodeOptions } from './hosting/node';
export { runEmbeddedNode } from './hosting/foreground';
export { backUpStore, hasStore, STORE_FILE } from './maintenance/back-up-store';
export { inspectStore } from './maintenance/inspect-store';
export type {
  InspectedEvent,
  InspectionStep,
  StoreFinding,
  StoreFindingCode,
  StoreTotals,
} from './maintenance/inspection';
export { firstEvent, type FirstEvent } from './maintenance/first-event';
