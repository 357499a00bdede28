import type { AlertEvent, ContractEvent } from '@heqi/domain';
import { alertEventDataSchemas } from './alert-event-schemas';
import { contractEventDataSchemas, isContractEventType } from './contract-event-schemas';
import { EventCodec, type EncodedEvent, type LogRecord, type RecordedInLog } from './event-codec';
import type { NewEventMetadata } from './event-metadata';
import { UPCASTERS } from './upcasters';

const contractEvents = new EventCodec<ContractEvent>('contract', contractEventDataSchemas, UPCASTERS);
const alertEvents = new EventCodec<AlertEvent>('alert', alertEventDataSchemas, UPCASTERS);

/** Reads an event of a contract stream. Throws UndecodableEvent. */
export function decodeContractEvent(record: LogRecord): RecordedInLog<ContractEvent> {
  return contractEvents.decode(record);
}

/** Reads an event of an alert stream. Throws UndecodableEvent. */
export function decodeAlertEvent(record: LogRecord): RecordedInLog<AlertEvent> {
  return alertEvents.decode(record);
}

/** Writes an event of either stream, in today's version of its shape. Throws UnencodableEvent. */
export function encodeEvent(event: ContractEvent | AlertEvent, metadata: NewEventMetadata): EncodedEvent {
  return isContractEvent(event) ? contractEvents.encode(event, metadata) : alertEvents.encode(event, metadata);
}

function isContractEvent(event: ContractEvent | AlertEvent): event is ContractEvent {
  return isContractEventType(event.type);
}
