import { UnstorableValue } from './errors';

const DEEPEST = 200;

/** Throws UnstorableValue, with the path, unless `value` is plain JSON: what is stored is then what was handed in. The
 *  client would write undefined, NaN, holes and dates as something else, and a bigint or a circle kills the process.
 *  requireStorable({ fen: 5n }, 'data') throws "data.fen is a bigint; write it as a decimal string." */
export function requireStorable(value: unknown, path: string, depth = 0): void {
  if (depth > DEEPEST) throw new UnstorableValue(path, `lies deeper than ${DEEPEST} levels, or contains itself`);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return;
    case 'number':
      if (!Number.isFinite(value)) throw new UnstorableValue(path, `is ${value}, which JSON does not know`);
      return;
    case 'bigint':
      throw new UnstorableValue(path, 'is a bigint; write it as a decimal string');
    case 'undefined':
      throw new UnstorableValue(path, 'is undefined; leave it out or write null');
    case 'function':
    case 'symbol':
      throw new UnstorableValue(path, `is a ${typeof value}`);
    case 'object':
      if (value !== null) requireStorableParts(value, path, depth + 1);
  }
}

function requireStorableParts(value: object, path: string, depth: number): void {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) requireStorable(value[index], `${path}[${index}]`, depth);
    return;
  }
  if (!isPlain(value)) {
    throw new UnstorableValue(path, `is a ${value.constructor?.name ?? 'class instance'}; write it as plain JSON`);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) throw new UnstorableValue(path, 'has a symbol for a key');
  for (const [key, part] of Object.entries(value)) requireStorable(part, `${path}.${key}`, depth);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf');
}
