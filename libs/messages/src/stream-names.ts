export const CONTRACT_STREAM_PREFIX = 'contract-';
export const ALERT_STREAM_PREFIX = 'alerts-';

export function contractStream(contractId: string): string {
  return CONTRACT_STREAM_PREFIX + contractId;
}

export function alertStream(contractId: string): string {
  return ALERT_STREAM_PREFIX + contractId;
}

/** The contract that a contract's or an alert stream is about; throws a RangeError for any other stream. */
export function contractIdOfStream(streamName: string): string {
  for (const prefix of [CONTRACT_STREAM_PREFIX, ALERT_STREAM_PREFIX]) {
    if (streamName.startsWith(prefix) && streamName.length > prefix.length) return streamName.slice(prefix.length);
  }
  throw new RangeError(
    `${JSON.stringify(streamName)} is neither ${CONTRACT_STREAM_PREFIX}<contractId> nor ${ALERT_STREAM_PREFIX}<contractId>.`,
  );
}

/** Who follows the log outside the views, by the names under which their checkpoints stand in it: for those who write them
 *  and for those who show how far they are. */
export const LOG_CONSUMERS = { alerter: 'alerter', relay: 'relay' } as const;
