/** The few pieces of the protobuf wire format that this library writes and reads by hand, because they are hot. */

const LENGTH_DELIMITED = 2;

/** Bytes that `value` (0 to 2^53-1) takes as a varint. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}

/** Writes `value` (0 to 2^53-1) and returns the offset behind it. */
export function writeVarint(target: Buffer, offset: number, value: number): number {
  let rest = value;
  while (rest >= 0x80) {
    target[offset++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  target[offset++] = rest;
  return offset;
}

/** A varint field; a bigint is taken as an unsigned 64-bit number. */
export function varintField(field: number, value: number | bigint): Buffer {
  if (typeof value === 'bigint' && value > BigInt(Number.MAX_SAFE_INTEGER)) return wideVarintField(field, value);
  const bytes = Buffer.allocUnsafe(varintSize(field * 8) + varintSize(Number(value)));
  writeVarint(bytes, writeVarint(bytes, 0, field * 8), Number(value));
  return bytes;
}

/** A field of bytes, text or a message that is already encoded in parts. */
export function bytesField(field: number, ...parts: Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const tag = field * 8 + LENGTH_DELIMITED;
  const bytes = Buffer.allocUnsafe(varintSize(tag) + varintSize(length) + length);
  let offset = writeVarint(bytes, writeVarint(bytes, 0, tag), length);
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

export function textField(field: number, text: string): Buffer {
  return bytesField(field, Buffer.from(text, 'utf8'));
}

/** One field of a message: a number for varints, bytes for what has a length. */
export interface Field {
  readonly number: number;
  readonly varint: bigint;
  readonly bytes: Buffer;
}

/** Reads the fields of a message in order. Groups and fixed-width fields do not occur in the messages read here. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  const buffer = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  let offset = 0;
  const nextVarint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = buffer[offset++];
      if (byte === undefined) throw new Error('The message ends inside a number.');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (offset < buffer.length) {
    const tag = Number(nextVarint());
    const number = tag >>> 3;
    switch (tag & 7) {
      case 0:
        yield { number, varint: nextVarint(), bytes: EMPTY };
        break;
      case LENGTH_DELIMITED: {
        const length = Number(nextVarint());
        const end = offset + length;
        if (end > buffer.length) throw new Error('The message ends inside a field.');
        const bytes = buffer.subarray(offset, end);
        offset = end;
        yield { number, varint: 0n, bytes };
        break;
      }
      default:
        throw new Error(`The message holds a field of wire type ${tag & 7}.`);
    }
  }
}

const EMPTY = Buffer.alloc(0);

function wideVarintField(field: number, value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  const tag = Buffer.allocUnsafe(varintSize(field * 8));
  writeVarint(tag, 0, field * 8);
  return Buffer.concat([tag, Buffer.from(bytes)]);
}
