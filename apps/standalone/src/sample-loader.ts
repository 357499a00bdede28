import { Readable } from 'node:stream';
import { v5 } from 'uuid';
import { contractIdOf } from '@heqi/commands';
import type { EventStore } from '@heqi/event-store';
import type { EvidenceStore } from '@heqi/evidence';
import { contractStream, encodeEvent, type NewEventMetadata } from '@heqi/messages';
import { generateDistrict, sampleEvidence, type SampleStep } from '@heqi/sample';

const SAMPLE_STREAM = 'sample-loads';
const SAMPLE_NAMESPACE = '4a8a7a52-3d0e-5f6e-8f1c-0d7f6a1e9b22';
const IN_FLIGHT_MAX = 64;

export interface SampleOptions {
  readonly seed: number;
  readonly deals?: number;
}

export interface LoadedSample {
  readonly contracts: number;
  readonly events: number;
}

/** Puts a generated district into the store, as if it had been recorded over the years. Event ids and revisions follow from
 *  the seed, so a load that was cut off goes on where it stopped; one that was finished is not looked at again. */
export async function loadSample(
  store: EventStore,
  evidence: EvidenceStore,
  options: SampleOptions,
): Promise<LoadedSample> {
  const finished = await store.readLast(SAMPLE_STREAM);
  if (finished) return finished.data as LoadedSample;
  for (const file of sampleEvidence())
    await evidence.put(Readable.from([Buffer.from(file.bytes)]), file.fileName, 'sample');
  const tails = new Map<string, Promise<number>>();
  const inFlight = new Set<Promise<unknown>>();
  let events = 0;
  for (const step of generateDistrict({ ...options, contractIdFor: contractIdOf })) {
    if (step.events.length === 0) continue;
    events += step.events.length;
    const tail = appendAfter(store, tails.get(step.contractId), step);
    tails.set(step.contractId, tail);
    const done = tail.finally(() => inFlight.delete(done));
    inFlight.add(done);
    if (inFlight.size >= IN_FLIGHT_MAX) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  return markLoaded(store, options, { contracts: tails.size, events });
}

/** Appends the events of one step behind the step before it in the same contract. */
async function appendAfter(store: EventStore, before: Promise<number> | undefined, step: SampleStep): Promise<number> {
  const expected = before === undefined ? 'no_stream' : await before;
  const events = step.events.map((event, index) => encodeEvent(event, metadataOf(step, index)));
  return (await store.append(contractStream(step.contractId), events, expected)).revision;
}

function metadataOf({ actor, recordedAt, commandId, events }: SampleStep, commandIndex: number): NewEventMetadata {
  return {
    actor,
    recordedAt,
    commandId,
    commandIndex,
    commandSize: events.length,
    $correlationId: commandId,
    $causationId: commandId,
  };
}

async function markLoaded(store: EventStore, { seed }: SampleOptions, loaded: LoadedSample): Promise<LoadedSample> {
  const metadata = { actor: { id: 'sample', partyId: null, role: 'service' } };
  const event = {
    id: v5(`loaded ${seed}`, SAMPLE_NAMESPACE),
    type: 'SampleLoaded',
    data: { seed, ...loaded },
    metadata,
  };
  await store.append(SAMPLE_STREAM, [event], 'any');
  return loaded;
}
