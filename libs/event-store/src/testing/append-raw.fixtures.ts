import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { AppendReq } from '@eventstore/db-client/generated/streams_pb';
import { randomUUID } from 'node:crypto';
import type { EventStore } from '../event-store';

/** Appends a contract's event whose data and metadata say that they are JSON and may be anything, as no client of ours can. */
export async function appendRaw(
  store: EventStore,
  streamName: string,
  { data, metadata }: { data: string; metadata: string },
): Promise<void> {
  const options = new AppendReq.Options()
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(streamName).toString('base64')))
    .setNoStream(new Empty());
  const event = new AppendReq.ProposedMessage()
    .setId(new UUID().setString(randomUUID()))
    .setData(Buffer.from(data).toString('base64'))
    .setCustomMetadata(Buffer.from(metadata).toString('base64'));
  event.getMetadataMap().set('type', 'ContractRecorded').set('content-type', 'application/json');
  const { internals } = store['guarded'];
  await internals.execute(StreamsClient, 'appendRaw', (stub) => {
    return new Promise<void>((resolve, reject) => {
      const [head, callOptions] = internals.callArguments({}, {});
      const call = stub.append(head, callOptions, (error) => (error ? reject(error) : resolve()));
      call.write(new AppendReq().setOptions(options));
      call.write(new AppendReq().setProposedMessage(event));
      call.end();
    });
  });
}
