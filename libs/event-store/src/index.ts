export { EventStore, type EventStoreOptions } from './event-store';
export type { FollowOptions as SubscribeOptions } from './following';
export {
  CHECKPOINT_STREAM_PREFIX,
  checkpointStreamOf,
  CheckpointStream,
  type CheckpointOptions,
} from './checkpoint-stream';
export {
  AppendOutcomeUnknown,
  AppendTooLarge,
  CheckpointTaken,
  EventStoreUnavailable,
  LogEndsBefore,
  StreamGone,
  UnstorableValue,
  WrongExpectedRevision,
} from './errors';
export { requireStorable } from './storable';
export type { Appended, ExpectedRevision, NewEvent, StoredEvent, SubscriptionMessage } from './stored-event';
