import {
  BACKWARDS,
  EventStoreDBClient,
  FORWARDS,
  StreamDeletedError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { ModelEvent, ModelRead } from './model-store.fixtures';
import { collect } from './node.fixtures';
import { RawStreams, readOptions } from './raw-streams.fixtures';

/** An event as it was read. */
export interface ReadEvent {
  readonly stream: string;
  readonly revision: bigint;
  readonly type: string;
  readonly id: string;
  readonly position: bigint;
  readonly data: unknown;
}

export async function readOf(
  client: EventStoreDBClient,
  stream: string,
  part: { from?: bigint; count?: number; backwards?: boolean } = {},
): Promise<'not found' | 'deleted' | ReadEvent[]> {
  const { from = 0n, count = 10_000, backwards = false } = part;
  try {
    const read = await collect(
      client.readStream(stream, {
        fromRevision: from,
        maxCount: count,
        direction: backwards ? BACKWARDS : FORWARDS,
      }),
    );
    return read.map(({ event }) => ({
      stream: event!.streamId,
      revision: event!.revision,
      type: event!.type,
      id: event!.id,
      position: event!.position!.commit,
      data: event!.data,
    }));
  } catch (error) {
    if (error instanceof StreamNotFoundError) return 'not found';
    if (error instanceof StreamDeletedError) return 'deleted';
    throw error;
  }
}

/** Events of the streams that begin with `prefix`, and of their metadata, out of $all behind position `from`. */
export async function readAllOf(
  raw: RawStreams,
  {
    prefix,
    from,
    count,
    direction = ReadReq.Options.ReadDirection.FORWARDS,
  }: {
    prefix: string;
    from: bigint;
    count: number;
    direction?: Parameters<ReadReq.Options['setReadDirection']>[0];
  },
): Promise<ReadEvent[]> {
  const names = new ReadReq.Options.FilterOptions.Expression().setPrefixList([prefix, `$$${prefix}`]);
  const filter = new ReadReq.Options.FilterOptions()
    .setStreamIdentifier(names)
    .setCheckpointintervalmultiplier(1)
    .setMax(32);
  const position = new ReadReq.Options.Position().setCommitPosition(`${from}`).setPreparePosition(`${from}`);
  const all = new ReadReq.Options.AllOptions();
  if (direction === ReadReq.Options.ReadDirection.FORWARDS) all.setPosition(position);
  else all.setEnd(new Empty());
  const options = readOptions().setAll(all).setFilter(filter).setCount(`${count}`).setReadDirection(direction);
  return (await raw.read(options)).map((message) => {
    const event = message.getEvent()!.getEvent()!;
    return {
      stream: Buffer.from(event.getStreamIdentifier()!.getStreamName_asU8()).toString(),
      revision: BigInt(event.getStreamRevision()),
      type: event.getMetadataMap().get('type')!,
      id: event.getId()!.getString(),
      position: BigInt(event.getCommitPosition()),
      data: event.getData_asU8().length === 0 ? undefined : JSON.parse(Buffer.from(event.getData_asU8()).toString()),
    };
  });
}

export function expectSameRead(actual: 'not found' | 'deleted' | readonly ReadEvent[], expected: ModelRead): void {
  if (typeof actual === 'string' || typeof expected === 'string') expect(actual).toEqual(expected);
  else expectSameEvents(actual, expected);
}

/** Compares event by event, takes from what was read what the model could not know, and holds the reader to it later. */
export function expectSameEvents(actual: readonly ReadEvent[], expected: readonly ModelEvent[]): void {
  expect(actual.map(known)).toEqual(
    expected.map((event, index) => ({
      stream: event.stream,
      revision: event.revision,
      type: event.type,
      id: event.id ?? actual[index]?.id,
      position: event.position ?? actual[index]?.position,
      metadata: event.metadata,
    })),
  );
  for (const [index, event] of expected.entries()) event.position = actual[index]!.position;
}

function known({ stream, revision, type, id, position, data }: ReadEvent) {
  return { stream, revision, type, id, position, metadata: type === '$metadata' ? data : undefined };
}
