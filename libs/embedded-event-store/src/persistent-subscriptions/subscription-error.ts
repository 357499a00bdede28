export type SubscriptionErrorKind =
  | 'persistent-subscription-failed'
  | 'persistent-subscription-does-not-exist'
  | 'persistent-subscription-exists'
  | 'persistent-subscription-dropped'
  | 'maximum-subscribers-reached';

/** Why a request about a group was refused, or a consumer lost its connection to it. */
export class SubscriptionError extends Error {
  override readonly name = 'SubscriptionError';

  /** @param streamName the stream's name or `$all`. */
  constructor(
    readonly kind: SubscriptionErrorKind,
    readonly streamName: string,
    readonly groupName: string,
    readonly reason = '',
  ) {
    super(describe(kind, streamName, groupName, reason));
  }
}

function describe(kind: SubscriptionErrorKind, stream: string, group: string, reason: string): string {
  const subject = `Subscription group ${group} on stream ${stream}`;
  switch (kind) {
    case 'persistent-subscription-failed':
      return `${subject} failed: '${reason}'`;
    case 'persistent-subscription-does-not-exist':
      return `${subject} does not exist.`;
    case 'persistent-subscription-exists':
      return `${subject} exists.`;
    case 'persistent-subscription-dropped':
      return `${subject} was dropped.`;
    case 'maximum-subscribers-reached':
      return `Maximum subscriptions reached for subscription group ${group} on stream ${stream}.`;
    default:
      return kind satisfies never;
  }
}
