import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  assess,
  calendarKnownAt,
  civilDate,
  DEFAULT_ASSESSMENT_RULES,
  evolveAlerts,
  explainDueDate,
  foldContract,
  NO_ALERTS,
} from '@heqi/domain';
import canonicalize from 'canonicalize';
import { decodeAlertEvent, decodeContractEvent } from './codec';
import type { LogRecord } from './event-codec';
import { archivedRecords } from './stored-samples.fixtures';
import { alertStream, contractStream } from './stream-names';

/** SHA-256 of what each archived contract came to when it was archived. */
interface Hashes {
  readonly state: string;
  readonly alerts: string;
  /** By the day asked about, with the calendar of the last event's instant. */
  readonly assessment: Readonly<Record<string, string>>;
}

const HASHES = 'libs/messages/fixtures/archive/hashes.json';
const hashes = JSON.parse(readFileSync(path.resolve(__dirname, '../../..', HASHES), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, Hashes>>>
>;
const eachContract = Object.entries(hashes).flatMap(([file, contracts]) =>
  Object.entries(contracts).map(([contractId, expected]) => ({ file, contractId, expected })),
);

describe('the archived history', () => {
  it.each(eachContract)('of contract $contractId comes to what it came to then', ({ file, contractId, expected }) => {
    const { state, alerts, assessedOn } = contractOf(archivedRecords(file), contractId);
    const days = Object.keys(expected.assessment);
    const found: Hashes = {
      state: seal(`${contractId} state`, state),
      alerts: seal(`${contractId} alerts`, alerts),
      assessment: Object.fromEntries(days.map((day) => [day, seal(`${contractId} ${day}`, assessedOn(day))])),
    };
    if (!isDeepStrictEqual(found, expected)) throw new Error(cameToSomethingElse(contractId, found, expected));
  });

  it('is every event of its streams, so that nothing can be left out of it', () => {
    for (const [file, contracts] of Object.entries(hashes)) {
      const next = new Map<string, number>();
      for (const { streamName, revision } of archivedRecords(file)) {
        expect([streamName, revision]).toEqual([streamName, next.get(streamName) ?? 0]);
        next.set(streamName, revision + 1);
      }
      const named = Object.keys(contracts).flatMap((id) => [contractStream(id), alertStream(id)]);
      expect([...next.keys()].toSorted()).toEqual(named.toSorted());
    }
  });

  it('would not come to the same with one event less, or one word other', () => {
    const { file, contractId, expected } = eachContract[0]!;
    const records = archivedRecords(file);
    const stateOf = (changed: readonly LogRecord[]) => hashOf(contractOf(changed, contractId).state);
    const last = records.findLastIndex(({ streamName }) => streamName === contractStream(contractId));
    const verified = records.findIndex(({ type }) => type === 'PerformanceVerified');
    const other = { ...(records[verified]!.data as object), criterion: '另一口径' };
    expect(stateOf(records)).toBe(expected.state);
    expect(stateOf(records.toSpliced(last, 1))).not.toBe(expected.state);
    expect(stateOf(records.with(verified, { ...records[verified]!, data: other }))).not.toBe(expected.state);
  });
});

function contractOf(records: readonly LogRecord[], contractId: string) {
  const inStream = (name: string) => records.filter(({ streamName }) => streamName === name);
  const history = inStream(contractStream(contractId)).map(decodeContractEvent);
  const state = foldContract(history)!;
  const alerts = inStream(alertStream(contractId)).map((record) => decodeAlertEvent(record).event);
  const calendar = calendarKnownAt(history.at(-1)!.recordedAt);
  const rules = DEFAULT_ASSESSMENT_RULES;
  return {
    state,
    alerts: alerts.reduce(evolveAlerts, NO_ALERTS),
    assessedOn: (text: string) => {
      const day = civilDate(text);
      const assessment = assess(state, day, calendar, rules);
      const dates = assessment.obligations.map(({ no }) => explainDueDate(state, no, day, calendar, rules));
      return { assessment, dates };
    },
  };
}

function cameToSomethingElse(contractId: string, found: Hashes, expected: Hashes): string {
  const differing = (['state', 'alerts'] as const).filter((part) => found[part] !== expected[part]) as string[];
  for (const [day, hash] of Object.entries(found.assessment)) {
    if (expected.assessment[day] !== hash) differing.push(`assessment of ${day}`);
  }
  return `The archived contract ${contractId} comes to something else than it did: ${differing.join(', ')}.
The same facts must come to the same for ever, in this release as in the last. See what differs: run this spec with
HEQI_ARCHIVE_DUMP=<folder> before your change and after it, and compare the two folders. Then
- if a reading, a fold or a rule changed that nobody meant to change: put it right;
- if what is kept or told grew (a new field, and nothing else differs), or a rule was meant to change and its version was
  raised: put these hashes into ${HASHES} in the same commit, and say there what changed and why. Never touch the events.
${JSON.stringify(found, null, 2)}`;
}

/** The hash; and, so that a difference can be looked at, what was hashed, into the folder that HEQI_ARCHIVE_DUMP names. */
function seal(name: string, value: unknown): string {
  const folder = process.env['HEQI_ARCHIVE_DUMP'];
  if (folder) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${name.replaceAll(' ', '-')}.json`), `${JSON.stringify(value, null, 2)}\n`);
  }
  return hashOf(value);
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}
