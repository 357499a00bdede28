import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { ALL } from '../security/access';
import { EventReader } from '../storage/reads';
import { invalidArgument, invalidPosition } from './errors';
import { FilterOptions, filterOf } from './filters';
import { streamNameOf } from './identifiers';
import { UuidForm } from './wire';

const END = 2n ** 64n - 1n;
const LARGEST = 2n ** 63n - 1n;
const FORWARDS = 0;

export type From = 'start' | 'end' | number;

/** A read request with everything checked. */
export interface ReadRequest {
  readonly source: { readonly kind: 'stream'; readonly name: string; readonly from: From } | AllSource;
  /** Undefined for a subscription, which has no end. */
  readonly count: number | undefined;
  readonly backwards: boolean;
  readonly resolveLinks: boolean;
  readonly uuids: UuidForm;
  /** Version of the protocol that the reader understands; from 1 on it is told where the stream begins and ends. */
  readonly compatibility: number;
}

export interface AllSource {
  readonly kind: 'all';
  readonly from: From;
  readonly filter: FilterOptions | undefined;
}

/** @throws RpcError (INVALID_ARGUMENT) for a missing option or options that do not go together. */
export function readRequestOf(request: ReadReq, reader: EventReader): ReadRequest {
  const options = request.getOptions();
  if (!options) throw invalidArgument('The request has no options.');
  const uuidOption = options.getUuidOption();
  if (!uuidOption || !(uuidOption.hasString() || uuidOption.hasStructured())) {
    throw invalidArgument('The request does not say in which form it wants UUIDs.');
  }
  const backwards = options.getReadDirection() !== FORWARDS;
  const isSubscription = options.hasSubscription();
  if (!isSubscription && !options.hasCount()) throw invalidArgument('The request has neither count nor subscription.');
  if (isSubscription && backwards) throw invalidArgument('A subscription cannot run backwards.');
  if (!options.hasFilter() && !options.hasNoFilter()) throw invalidArgument('The request has no filter option.');
  return {
    source: sourceOf(options, reader),
    count: isSubscription ? undefined : Number(options.getCount()),
    backwards,
    resolveLinks: options.getResolveLinks(),
    uuids: uuidOption.hasString() ? 'string' : 'structured',
    compatibility: options.getControlOption()?.getCompatibility() ?? 0,
  };
}

/** The stream a request would read, whatever else it holds: who may not read it learns nothing from its other errors. */
export function readTargetOf(request: ReadReq): string {
  const stream = request.getOptions()?.getStream();
  return stream ? streamNameOf(stream.getStreamIdentifier()) : ALL;
}

function sourceOf(options: ReadReq.Options, reader: EventReader): ReadRequest['source'] {
  const stream = options.getStream();
  const filter = options.getFilter();
  if (stream) {
    if (filter) throw invalidArgument('A read of one stream takes no filter.');
    return { kind: 'stream', name: streamNameOf(stream.getStreamIdentifier()), from: revisionOf(stream) };
  }
  const all = options.getAll();
  if (!all) throw invalidArgument('The request names neither a stream nor $all.');
  return { kind: 'all', from: positionOf(all, reader), filter: filter && filterOf(filter, reader) };
}

function revisionOf(stream: ReadReq.Options.StreamOptions): From {
  if (stream.hasStart()) return 'start';
  if (stream.hasEnd()) return 'end';
  if (!stream.hasRevision()) throw invalidArgument('The request does not say from which revision to read.');
  const revision = BigInt(stream.getRevision());
  if (revision === END) return 'end';
  if (revision > LARGEST) throw invalidArgument(`The revision ${revision} is larger than any revision.`);
  return Number(revision);
}

function positionOf(all: ReadReq.Options.AllOptions, reader: EventReader): From {
  if (all.hasStart()) return 'start';
  if (all.hasEnd()) return 'end';
  const position = all.getPosition();
  if (!position) throw invalidArgument('The request does not say from which position to read.');
  const commit = BigInt(position.getCommitPosition());
  const prepare = BigInt(position.getPreparePosition());
  if (commit === END && prepare === END) return 'end';
  // A position behind the end comes from another log, or from this one before it was cut: reading on would hide that.
  if (commit > LARGEST || commit < prepare || commit > BigInt(reader.headPosition())) throw invalidPosition();
  return Number(commit);
}
