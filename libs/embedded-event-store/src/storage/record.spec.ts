import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { ProposedEvent, TOMBSTONE_REVISION } from './model';
import { recordChecksum, dataOf, encodeRecord, idOf, RECORD_ID_LENGTH } from './record';

const { RecordedEvent } = ReadResp.ReadEvent;

const proposed: fc.Arbitrary<ProposedEvent> = fc.record({
  id: fc.uuid(),
  type: fc.string({ minLength: 1, unit: 'grapheme' }),
  isJson: fc.boolean(),
  data: fc.uint8Array({ maxLength: 300 }),
  metadata: fc.uint8Array({ maxLength: 300 }),
});
const place = fc.record({
  streamName: fc.string({ minLength: 1, unit: 'grapheme' }),
  revision: fc.nat(),
  position: fc.integer({ min: 1, max: 2 ** 48 }),
  created: fc.integer({ min: 1, max: 4_000_000_000_000 }),
});

const where = { streamName: 'contract-1', revision: 3, position: 5, created: 1_700_000_000_000 };

describe('a record', () => {
  it('is the very message that the protocol stubs would write', () => {
    fc.assert(
      fc.property(proposed, place, (event, where) => {
        const record = encodeRecord(event, where);
        const message = RecordedEvent.deserializeBinary(record);
        expect(Buffer.from(message.serializeBinary())).toEqual(record);
        expect(message.getId()?.getString()).toBe(event.id);
        expect(Buffer.from(message.getStreamIdentifier()!.getStreamName_asU8()).toString()).toBe(where.streamName);
        expect(message.getStreamRevision()).toBe(`${where.revision}`);
        expect([message.getCommitPosition(), message.getPreparePosition()]).toEqual(Array(2).fill(`${where.position}`));
        expect(Object.fromEntries(message.getMetadataMap().toObject())).toEqual({
          type: event.type,
          created: `${where.created}0000`,
          'content-type': event.isJson ? 'application/json' : 'application/octet-stream',
        });
        expect(Buffer.from(message.getData_asU8())).toEqual(Buffer.from(event.data));
        expect(Buffer.from(message.getCustomMetadata_asU8())).toEqual(Buffer.from(event.metadata));
      }),
    );
  });

  it('gives back its id and data', () => {
    fc.assert(
      fc.property(proposed, place, (event, where) => {
        const record = encodeRecord(event, where);
        expect(idOf(record)).toBe(event.id);
        expect(dataOf(record)).toEqual(Buffer.from(event.data));
        expect(RECORD_ID_LENGTH).toBe(40);
      }),
    );
  });

  it('of a tombstone has revision 2^63-1', () => {
    const record = encodeRecord(sample(), { ...where, revision: TOMBSTONE_REVISION });
    expect(RecordedEvent.deserializeBinary(record).getStreamRevision()).toBe('9223372036854775807');
  });
});

describe('the checksum of a record', () => {
  const row = { position: 5, streamKey: 2, revision: 3, typeKey: 1, created: 1_700_000_000_000 };
  const record = encodeRecord(sample(), where);
  const sound = recordChecksum(record, row);

  it('changes with any one bit of the record', () => {
    for (let bit = 0; bit < record.length * 8; bit++) {
      const flipped = Buffer.from(record);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(recordChecksum(flipped, row)).not.toBe(sound);
    }
  });

  it.each(['position', 'streamKey', 'revision', 'typeKey', 'created'] as const)('changes with its %s', (key) => {
    expect(recordChecksum(record, { ...row, [key]: row[key] + 1 })).not.toBe(sound);
  });
});

function sample(): ProposedEvent {
  return { id: randomUUID(), type: 'T', isJson: true, data: Buffer.from('{"n":1}'), metadata: Buffer.from('{}') };
}
