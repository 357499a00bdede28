import type { AlertEvent, ContractEvent } from '@heqi/domain';
import { isAlertEventType } from './alert-event-schemas';
import { decodeAlertEvent, decodeContractEvent, encodeEvent } from './codec';
import { eventId, UndecodableEvent, UnencodableEvent, type LogRecord } from './event-codec';
import { contractEventSamples, eventSamples, metadataSample } from './event-samples.fixtures';
import { currentVersionOf } from './upcasters';
import { alertStream, contractIdOfStream, contractStream } from './stream-names';

const contractId = 'c-1';

function logged(event: ContractEvent | AlertEvent, revision = 4): LogRecord {
  const encoded = encodeEvent(event, metadataSample);
  const streamName = isAlertEventType(event.type) ? alertStream(contractId) : contractStream(contractId);
  const { data, metadata } = JSON.parse(JSON.stringify(encoded)) as LogRecord;
  return { ...encoded, streamName, revision, position: 12345678901234567890n, data, metadata };
}

describe('an event that went through the log', () => {
  it.each(eventSamples.map((event) => [event.type, event] as const))('%s comes back as it was', (_, event) => {
    const record = logged(event);
    const back = isAlertEventType(event.type) ? decodeAlertEvent(record) : decodeContractEvent(record);
    expect(back).toStrictEqual({
      event,
      id: record.id,
      revision: 4,
      position: '12345678901234567890',
      recordedAt: metadataSample.recordedAt,
      actor: metadataSample.actor,
      commandId: metadataSample.commandId,
      streamName: record.streamName,
      endsCommand: false,
      version: currentVersionOf(event.type),
      metadata: { ...metadataSample, schemaVersion: currentVersionOf(event.type) },
    });
  });

  it('ends its command when it is the last the command made', () => {
    const record = logged(contractEventSamples.ObligationRetracted);
    const last = { ...record, metadata: { ...metadataSample, commandIndex: 1 } };
    expect(decodeContractEvent(last).endsCommand).toBe(true);
  });

  it('has an id that its command and its place in it give, the same each time', () => {
    const { commandId } = metadataSample;
    expect(eventId(commandId, 0)).toBe(eventId(commandId, 0));
    expect(eventId(commandId, 0)).not.toBe(eventId(commandId, 1));
    expect(logged(contractEventSamples.ObligationRetracted).id).toBe(eventId(commandId, 0));
  });

  it('reads a field that was added later as null', () => {
    const record = logged(contractEventSamples.PerformanceVerified);
    const { note: _, ...older } = record.data as Record<string, unknown>;
    expect(decodeContractEvent({ ...record, data: older }).event).toEqual(contractEventSamples.PerformanceVerified);
  });

  it('may carry metadata that this version does not know', () => {
    const record = logged(contractEventSamples.ObligationRetracted);
    const decoded = decodeContractEvent({ ...record, metadata: { ...metadataSample, signature: 'x' } });
    expect(decoded.metadata).toEqual(metadataSample);
  });
});

describe('a record that cannot be read', () => {
  const record = logged(contractEventSamples.PerformanceVerified);

  it.each([
    [
      'an unknown type',
      { type: 'PerformanceUpdated' },
      /Event 4 of stream contract-c-1 \(PerformanceUpdated\).*none of the known contract events/,
    ],
    ['an alert in a contract stream', { type: 'AlertRaised' }, /none of the known contract events/],
    ['no data', { data: null }, /\(PerformanceVerified\) cannot be read: data: /],
    [
      'a day that does not exist',
      { data: { ...(record.data as object), performedOn: '2025-02-30' } },
      /data\.performedOn: .*2025-02 has the days 01 to 28/,
    ],
    ['a field nobody knows', { data: { ...(record.data as object), verifiedBy: 'x' } }, /data: .*verifiedBy/],
    ['a missing field', { data: { no: 'G-01' } }, /data\.claimId: /],
    ['no actor', { metadata: { ...metadataSample, actor: undefined } }, /metadata\.actor: /],
    [
      'a version of tomorrow',
      { metadata: { ...metadataSample, schemaVersion: 2 } },
      /recorded in version 2 of its shape and this program knows those up to 1: run a Heqi at least as new/,
    ],
    ['no version at all', { metadata: { ...metadataSample, schemaVersion: 0 } }, /metadata\.schemaVersion: /],
    [
      'an event past the end of its command',
      { metadata: { ...metadataSample, commandIndex: 2 } },
      /metadata\.commandIndex: /,
    ],
  ])('%s names stream, revision, type and place', (_, change, message) => {
    const read = () => decodeContractEvent({ ...record, ...change });
    expect(read).toThrow(UndecodableEvent);
    expect(read).toThrow(message);
  });
});

describe('an event its own schema refuses', () => {
  it('is not written', () => {
    const { ObligationRetracted } = contractEventSamples;
    const bad = { ...ObligationRetracted, data: { ...ObligationRetracted.data, reason: ' ' } };
    const write = () => encodeEvent(bad, metadataSample);
    expect(write).toThrow(UnencodableEvent);
    expect(write).toThrow(/ObligationRetracted is not recorded: data\.reason: the text is blank/);
  });
  it('is not written when nobody knows its type', () => {
    const unknown = { type: 'PerformanceUpdated', data: {} } as unknown as ContractEvent;
    expect(() => encodeEvent(unknown, metadataSample)).toThrow(/PerformanceUpdated is not recorded: there is no such/);
  });
  it('is not written without a command', () => {
    const write = () => encodeEvent(contractEventSamples.ObligationRetracted, { ...metadataSample, commandId: '7' });
    expect(write).toThrow(/metadata\.commandId/);
  });
});

describe('a stream name', () => {
  it('tells its contract', () => {
    expect(contractIdOfStream(contractStream('a-b'))).toBe('a-b');
    expect(contractIdOfStream(alertStream('a-b'))).toBe('a-b');
  });
  it.each(['checkpoint-relay', 'contract-', '$ce-contract', ''])('%p is refused', (name) => {
    expect(() => contractIdOfStream(name)).toThrow(/neither contract-<contractId> nor alerts-<contractId>/);
  });
});
