import type { HttpProblemCode } from './problem-codes';

/** Something the edge itself refuses; rules refuse with a Refusal. */
export class Problem extends Error {
  constructor(
    readonly code: HttpProblemCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'Problem';
  }
}
