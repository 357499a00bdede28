import { fulfilmentRates } from './fulfilment-rates';

describe('fulfilment rates', () => {
  it('count what has fallen due, by the same definition for both sides', () => {
    const figures = fulfilmentRates([
      { side: 'government', status: 'fulfilled_on_time', bestEffort: false, count: 5 },
      { side: 'government', status: 'fulfilled_late', bestEffort: false, count: 2 },
      { side: 'government', status: 'overdue', bestEffort: false, count: 1 },
      { side: 'government', status: 'in_cure', bestEffort: false, count: 1 },
      { side: 'government', status: 'fulfilled_late', bestEffort: true, count: 4 },
      { side: 'government', status: 'past_date', bestEffort: true, count: 4 },
      { side: 'government', status: 'under_verification', bestEffort: false, count: 7 },
      { side: 'government', status: 'not_yet_due', bestEffort: false, count: 80 },
      { side: 'enterprise', status: 'terminated', bestEffort: false, count: 3 },
    ]).map(({ side, code, numerator, denominator, basisPoints }) => [side, code, numerator, denominator, basisPoints]);
    expect(figures).toEqual([
      ['government', 'fulfilment_rate', 7, 9, 7_777],
      ['government', 'on_time_rate', 5, 9, 5_555],
      ['enterprise', 'fulfilment_rate', 0, 0, null],
      ['enterprise', 'on_time_rate', 0, 0, null],
    ]);
  });

  it('carry their definition in both languages', () => {
    for (const { definition } of fulfilmentRates([])) {
      expect(definition.zh).toMatch(/兑现率：.*分母/);
      expect(definition.en).toMatch(/rate: .* count in neither/);
    }
  });
});
