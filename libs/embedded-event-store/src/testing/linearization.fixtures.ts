import { Answer, AppendWayName, Expected } from './append-ways.fixtures';
import { ReadEvent } from './model-reads.fixtures';
import { ModelEvent, ModelRead, ModelStore } from './model-store.fixtures';

/** What one of several calls at the same time asked, and what it was answered. */
export type Observed =
  | {
      readonly call: 'append';
      readonly way: AppendWayName;
      readonly stream: string;
      readonly expected: Expected;
      readonly ids: readonly string[];
      readonly answer: Answer;
    }
  | {
      readonly call: 'delete';
      readonly stream: string;
      readonly answer: 'done' | Exclude<Answer, { kind: 'appended' }>;
    }
  | { readonly call: 'read'; readonly stream: string; readonly answer: 'not found' | 'deleted' | readonly ReadEvent[] };

/**
 * Every state the store can be in after calls that ran at the same time: one for each order of them in which the model
 * gives the answers that were given. None at all says that the calls were not answered as if one came after the other.
 */
export function explanations(before: readonly ModelStore[], observed: readonly Observed[]): ModelStore[] {
  return before.flatMap((model) => inEveryOrder(model, observed));
}

/** Those of the states whose log is the one that was read. Positions read are kept in them. */
export function withLog(models: readonly ModelStore[], log: readonly ReadEvent[]): ModelStore[] {
  return models.filter((model) => {
    if (model.log.length !== log.length) return false;
    if (!model.log.every((event, index) => isSame(event, log[index]!))) return false;
    for (const [index, event] of model.log.entries()) event.position = log[index]!.position;
    return true;
  });
}

function inEveryOrder(model: ModelStore, left: readonly Observed[]): ModelStore[] {
  if (left.length === 0) return [model];
  return left.flatMap((next, index) => {
    const after = model.clone();
    return answersSo(after, next) ? inEveryOrder(after, left.toSpliced(index, 1)) : [];
  });
}

/** Lets the model answer a call; false when it was answered otherwise. */
function answersSo(model: ModelStore, observed: Observed): boolean {
  switch (observed.call) {
    case 'read':
      return isSameRead(model.read(observed.stream), observed.answer);
    case 'delete': {
      const told = model.softDelete(observed.stream, 'any');
      const { answer } = observed;
      return answer === 'done' ? 'at' in told : isDeepEqual(told.answer, answer);
    }
    case 'append': {
      const told = model.append(observed.stream, observed.expected, observed.ids);
      const { answer } = observed;
      if (answer.kind !== 'appended') return isDeepEqual(told.answer, answer);
      if (!('at' in told) || told.answer.revision !== answer.revision) return false;
      if (told.at === undefined) return true;
      if ((told.at.position ?? answer.position) !== answer.position) return false;
      told.at.position = answer.position;
      return true;
    }
    default:
      return observed satisfies never;
  }
}

function isSameRead(told: ModelRead, answer: 'not found' | 'deleted' | readonly ReadEvent[]): boolean {
  if (typeof told === 'string' || typeof answer === 'string') return told === answer;
  return told.length === answer.length && told.every((event, index) => isSame(event, answer[index]!));
}

function isSame(event: ModelEvent, read: ReadEvent): boolean {
  return (
    event.stream === read.stream &&
    event.revision === read.revision &&
    event.type === read.type &&
    (event.id ?? read.id) === read.id &&
    (event.position ?? read.position) === read.position
  );
}

function isDeepEqual(one: Answer | object, other: Answer | object): boolean {
  const text = (value: object) =>
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each));
  return text(one) === text(other);
}
