import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { ProposedEvent } from '../../../libs/embedded-event-store/src/storage/model';

export interface StreamEvent {
  readonly stream: string;
  readonly event: ProposedEvent;
}

/** One event in so many is of the stream prefix and the type that filters look for. */
export const RARE_EVERY = 1_000;
export const RARE_PREFIX = 'rare-';
export const RARE_TYPE = 'Rare';

/** So many events in a row go to one stream, as when a whole deal is recorded. */
export const BURST = 10;

const STREAMS = 1_000;
const TYPES = 20;
const DATA_BYTES = 230;

/** Events of about 300 bytes, spread over {@link STREAMS} streams; the same for the same seed. */
export function* generateEvents(seed: number, count: number): Generator<StreamEvent> {
  const generator = xoroshiro128plus(seed);
  const draw = (below: number) => uniformInt(generator, 0, below - 1);
  const hex = (digits: number) =>
    draw(16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const metadata = Buffer.from(JSON.stringify({ actor: 'bench', recordedAt: '2026-01-05T09:00:00+08:00' }));
  let burst = '';
  for (let n = 0; n < count; n++) {
    if (n % BURST === 0) burst = `deal-${draw(STREAMS)}`;
    const rare = n % RARE_EVERY === RARE_EVERY / 2;
    const data = { n, amount: { minor: String(draw(1_000_000)), currency: 'CNY' }, note: '' };
    data.note = 'x'.repeat(DATA_BYTES - JSON.stringify(data).length);
    yield {
      stream: rare ? `${RARE_PREFIX}${draw(10)}` : burst,
      event: {
        id: `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(8)}${hex(4)}`,
        type: rare ? RARE_TYPE : `Type${draw(TYPES)}`,
        isJson: true,
        data: Buffer.from(JSON.stringify(data)),
        metadata,
      },
    };
  }
}
