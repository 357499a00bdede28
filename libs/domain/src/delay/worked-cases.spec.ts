import { given } from '../testing/given.fixtures';
import { daysByBook } from './book';
import { WORKED_CASES } from './worked-cases.fixtures';

describe('the worked cases of delay', () => {
  const answers = WORKED_CASES.flatMap(({ name, answers: all, ...rest }) =>
    all.map((answer) => ({ name, answer, ...rest })),
  );

  it.each(answers)('$name: $answer.no', ({ facts, asOf, answer }) => {
    const found = given(...facts).duty(answer.no, asOf);
    const { no, effective, books, ...more } = answer;
    expect({ current: found.due.current, books: found.delay.byBook }).toEqual({
      current: effective,
      books: { ...daysByBook([]), ...books },
    });
    expect(found.no).toBe(no);
    expect({ ...found.due, status: found.status, daysLate: found.daysLate }).toMatchObject(more);
  });
});
