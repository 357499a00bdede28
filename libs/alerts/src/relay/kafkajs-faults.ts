import { DeliveryFailure, type DeliveryFault } from './message-producer';

/** Error codes with which a broker says that this very message will never do: MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE,
 *  INVALID_TIMESTAMP, INVALID_RECORD (kafka.apache.org, protocol guide). */
const REFUSALS: readonly unknown[] = [10, 18, 32, 87];

/** Ways in which kafkajs says that no answer came. */
const NO_ANSWER: readonly string[] = [
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSBrokerNotFound',
];

/** Reads an error of kafkajs, which wraps the telling one in others. */
export function deliveryFailure(error: unknown): DeliveryFailure {
  if (error instanceof DeliveryFailure) return error;
  const chain = causesOf(error);
  const message = chain.at(-1)?.message || String(error);
  return new DeliveryFailure(faultOf(chain), message, { cause: error });
}

function faultOf(chain: readonly Error[]): DeliveryFault {
  if (chain.some((each) => REFUSALS.includes((each as { code?: unknown }).code))) return 'refused';
  return chain.some((each) => NO_ANSWER.includes(each.name)) ? 'unreachable' : 'failed';
}

/** The error, what it was caused by, and so on; of an aggregate the first. */
function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let each = error; each instanceof Error && !chain.includes(each);) {
    chain.push(each);
    const { cause, errors } = each as { cause?: unknown; errors?: readonly unknown[] };
    each = errors?.[0] ?? cause;
  }
  return chain;
}
