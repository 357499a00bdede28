import { civilDate as d, type AlertEvent, type AlertRaised } from '@heqi/domain';
import { alertText, raisedText } from './alert-text';

const key = {
  contractId: 'c-1',
  no: 'G-01',
  side: 'government',
  rule: 'overdue',
  occurrence: 1,
  review: { position: '7', day: d('2025-08-14') },
} as const;

const raised: AlertRaised['data'] = {
  ...key,
  level: 'red',
  obligorId: 'gov-park',
  dueOn: d('2025-06-30'),
  originalDueOn: d('2025-06-05'),
  daysLate: 45,
  basisPointsBehind: null,
  provisional: false,
  blockedBy: null,
  rulesVersion: 1,
  calendarVersion: 'x',
  arithmetic: [],
  becauseOf: [],
};

const names = {
  party: (id: string) => (id === 'gov-park' ? '园区管委会' : undefined),
  obligation: () => '交付净地',
};

describe('an alert in words', () => {
  it('names the duty, its date and who owes it', () => {
    expect(raisedText(raised, 'zh', names)).toEqual({
      title: '政府承诺 G-01 交付净地 逾期预警（红色）',
      sentence:
        '政府承诺 G-01 交付净地 已逾期 45 天：应不迟于 2025-06-30 完成，截至 2025-08-14 仍未核验认定（原定期限 2025-06-05）；义务主体：园区管委会。',
    });
    expect(raisedText(raised, 'en')).toEqual({
      title: 'Promise G-01: overdue (red)',
      sentence:
        'Promise G-01 is overdue by 45 days: due by 2025-06-30, not verified as of 2025-08-14 (originally 2025-06-05); owed by gov-park.',
    });
  });

  it('speaks of both sides in the same words', () => {
    const other = raisedText({ ...raised, side: 'enterprise', no: 'E-01' }, 'zh');
    expect(other.sentence.replaceAll('企业承诺 E-01', '政府承诺 G-01')).toBe(raisedText(raised, 'zh').sentence);
  });

  it('tells of dates to come and of pace', () => {
    expect(
      raisedText(
        { ...raised, rule: 'due_soon', level: 'yellow', dueOn: d('2025-08-29'), originalDueOn: null, obligorId: null },
        'zh',
      ),
    ).toEqual({
      title: '政府承诺 G-01 临期预警（黄色）',
      sentence: '政府承诺 G-01 临近期限：应不迟于 2025-08-29 完成，截至 2025-08-14 还有 15 天。',
    });
    expect(
      raisedText({ ...raised, rule: 'behind_pace', basisPointsBehind: 3050, provisional: true, obligorId: null }, 'zh')
        .sentence,
    ).toBe(
      '政府承诺 G-01 进度滞后：截至 2025-08-14 落后计划 30.5 个百分点，应不迟于 2025-06-30 完成（原定期限 2025-06-05）（节假日安排尚未公布，日期待定）。',
    );
  });

  it.each<[AlertEvent, string, string]>([
    [
      {
        type: 'AlertLevelChanged',
        data: { ...key, rule: 'behind_pace', from: 'yellow', to: 'red', basisPointsBehind: 3100 },
      },
      '截至 2025-08-14，政府承诺 G-01 进度滞后预警由黄色调整为红色，落后计划 31 个百分点。',
      'Promise G-01: behind pace changed from yellow to red as of 2025-08-14, 31 points behind its plan.',
    ],
    [
      { type: 'AlertCleared', data: { ...key, resolution: 'retracted' } },
      '政府承诺 G-01 逾期预警于 2025-08-14 解除：按现有记录，当日本不应发出。',
      'Promise G-01: overdue cleared on 2025-08-14: by what is known now it should not have been raised.',
    ],
  ])('goes on and ends', (event, zh, en) => {
    expect(alertText(event, 'zh').sentence).toBe(zh);
    expect(alertText(event, 'en').sentence).toBe(en);
  });
});
