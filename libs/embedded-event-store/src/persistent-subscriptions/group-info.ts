import type { Consumer } from './consumer';
import type { GroupDefinition } from './settings';

export type GroupStatus = 'Live' | 'Behind' | 'OutstandingPageRequest' | 'ReplayingParkedMessages';

interface Measured {
  readonly total: number;
  readonly sinceLast: number;
  readonly perSecond: number;
}

/** What a group tells about itself. Counts of messages given out are of this run of the node. */
export interface GroupInfo extends Measured {
  readonly definition: GroupDefinition;
  readonly status: readonly GroupStatus[];
  readonly consumers: readonly (Measured & { readonly consumer: Consumer })[];
  /** Place up to which everything is done, as written down; undefined before the first checkpoint. */
  readonly lastCheckpoint: number | undefined;
  /** Place of the newest event the group knows of. */
  readonly lastKnown: number | undefined;
  readonly readBufferCount: number;
  readonly liveBufferCount: number;
  readonly retryBufferCount: number;
  readonly outstandingCount: number;
  readonly parkedCount: number;
}
