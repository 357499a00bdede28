import { EventStoreUnavailable } from '@heqi/event-store';
import type { AlertsLog } from './log';

/** What to do when a subscription breaks: it opens again by itself, so a line in the log will do. What asking again cannot mend
 *  (damage, a refusal) is thrown: the work ends, and its keeper tells of it in health until it goes well again. */
export function interruptionsTo(log: AlertsLog): (error: Error) => void {
  return (error) => {
    if (error instanceof EventStoreUnavailable && !error.retryable) throw error;
    log.warn(error.message);
  };
}
