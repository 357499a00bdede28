import type { AllStreamSubscription } from '@eventstore/db-client';

/** Takes `count` events of a subscription as they come, then ends it. */
export async function takeEvents(subscription: AllStreamSubscription, count: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let taken = 0;
    subscription.on('data', () => {
      if (++taken === count) resolve();
    });
    subscription.on('error', reject);
  });
  await subscription.unsubscribe();
}
