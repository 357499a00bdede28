import { addTerm, civilDate as d, latestCalendar, type CivilDate, type ExplanationStep, type Term } from '@heqi/domain';
import { explainStatus } from './explain-status';
import { explainDue, explainStep } from './explain-step';
import { LANGUAGES, type Language } from './language';
import { statusSamples, stepSamples } from './samples.fixtures';

const HAN = /\p{Script=Han}/u;
const FAULTY = /[{}]|undefined|null|NaN|。。|\.\.|，。|, \.|\s\s|，，|：$/;

const names = {
  instrument: (id: string) => (id === 'agreement' ? '投资协议' : undefined),
  obligation: (no: string) => (no === 'G-01' ? '交付净地' : undefined),
  condition: (id: string) => (id === 'permit' ? '取得施工许可证' : undefined),
  party: (id: string) => (id === 'gov-natural-resources' ? '规划和自然资源局' : undefined),
};

function counted(start: CivilDate, term: Term, language: Language): string[] {
  return explainDue(addTerm(start, term, latestCalendar(), { weekends: true }).steps, language);
}

describe('a step of the arithmetic', () => {
  it.each(Object.values(stepSamples).map((step) => [step.code, step] as const))('%s is a whole sentence', (_, step) => {
    for (const known of [{}, names]) {
      const zh = explainStep(step, 'zh', known);
      const en = explainStep(step, 'en', known);
      expect(zh).toMatch(HAN);
      expect(zh).toMatch(/。$/);
      expect(en).toMatch(/^[A-Z0-9“].*\.$/);
      expect([zh, en].filter((sentence) => FAULTY.test(sentence))).toEqual([]);
    }
  });

  it('calls things by their names where they are known, by their ids where not', () => {
    expect(explainStep(stepSamples.anchor_fulfilled, 'zh', names)).toBe(
      '履约事项 G-01 交付净地 已于 2025-06-05 履行，期限自该日起算。',
    );
    expect(explainStep(stepSamples.condition_met, 'zh', names)).toBe('先决条件“取得施工许可证”已于 2025-08-01 成就。');
    expect(explainStep(stepSamples.condition_met, 'en')).toBe('Condition permit was met on 2025-08-01.');
    expect(explainStep(stepSamples.signed, 'zh', names)).toBe('《投资协议》于 2025-03-10 签订，期限自签订之日起算。');
  });
});

describe('the way to a due date', () => {
  it('tells of 30 working days over National Day', () => {
    expect(counted(d('2025-09-15'), { count: 30, unit: 'working_days' }, 'zh')).toEqual([
      '开始的当日 2025-09-15 不计入，自下一日开始计算（《民法典》第二百零一条）。',
      expect.stringMatching(
        /^计 30 个工作日，至 2025-10-31；2025-10-01 至 2025-10-08 .*假日不计（国办发明电〔2024〕12号）；2025-09-28 为.*调休上班日，计入（.*）；2025-10-11 为.*调休上班日，计入（.*）。$/,
      ),
    ]);
  });

  it('tells of a month without the day, on a Saturday that is a workday', () => {
    const steps = counted(d('2025-08-31'), { count: 6, unit: 'months' }, 'zh');
    expect(steps.slice(1)).toEqual([
      '计 6 个月，至 2026-02-28。',
      '当月没有 31 日，以月末日 2026-02-28 为届满日（《民法典》第二百零二条）。',
      expect.stringMatching(/^2026-02-28 虽逢周末，但系春节调休上班日（.*），不顺延。$/),
    ]);
  });

  it('tells of a last day in a holiday', () => {
    const steps = counted(d('2025-04-04'), { count: 6, unit: 'months' }, 'en');
    expect(steps.at(-1)).toMatch(
      /^2025-10-04 is a statutory holiday \(.*\): moved on to 2025-10-09 \(Civil Code, art\. 203\)\.$/,
    );
  });

  it('says an agreed date once', () => {
    const steps: ExplanationStep[] = [stepSamples.fixed_date, stepSamples.fixed, stepSamples.rolled];
    expect(explainDue(steps, 'zh')).toEqual([
      '约定完成日期为 2025-06-28。',
      '2025-10-04 为国庆节假日（国办发明电〔2024〕12号），顺延至 2025-10-09（《民法典》第二百零三条）。',
    ]);
  });
});

describe('a status', () => {
  const asOf = d('2025-06-20');

  it.each(Object.values(statusSamples).map((each) => [each.status, each] as const))(
    '%s is explained in a whole sentence',
    (_, assessment) => {
      const sentences = LANGUAGES.flatMap((language) => [
        explainStatus(assessment, asOf, language),
        explainStatus({ ...assessment, due: { ...assessment.due, provisional: true } }, asOf, language, names),
      ]);
      for (const sentence of sentences) {
        expect(sentence).toMatch(/^\S.*[：:].*[。.]$/);
        expect(sentence).not.toMatch(FAULTY);
      }
    },
  );

  it.each([
    ['overdue', '2025-08-14', '逾期 45 天：应不迟于 2025-06-30 完成，截至 2025-08-14 仍未核验认定。'],
    ['fulfilled_late', '2025-08-14', '逾期兑现：应不迟于 2025-06-30 完成，于 2025-07-01 完成，逾期 1 天。'],
    ['due_soon', '2025-06-30', '临期：应不迟于 2025-06-30 完成，今日到期。'],
    ['due_soon', '2025-06-20', '临期：应不迟于 2025-06-30 完成，还有 10 天。'],
    [
      'conditional',
      '2025-06-20',
      '条件未成就：先决条件“取得施工许可证”、先决条件“land”尚未成就，不计逾期；按现有情况推算，完成期限为 2025-12-31。',
    ],
    [
      'behind_pace',
      '2025-06-20',
      '进度滞后：应不迟于 2025-06-30 完成，截至 2025-06-20 计划应达 62%，经核验达 31.5%，落后 30.5 个百分点。',
    ],
    [
      'under_verification',
      '2025-07-04',
      '核验中：应不迟于 2025-06-30 完成，已申报，待核验 12 天（核验部门：规划和自然资源局）。',
    ],
  ] as const)('%s as of %s reads as an official would write it', (status, day, sentence) => {
    expect(explainStatus(statusSamples[status], d(day), 'zh', names)).toBe(sentence);
  });

  it.each([
    ['overdue', 'Overdue by 45 days: due by 2025-06-30, not verified as of 2025-08-14.'],
    ['fulfilled_late', 'Kept late: due by 2025-06-30, done on 2025-07-01, 1 day late.'],
  ] as const)('%s in English', (status, sentence) => {
    expect(explainStatus(statusSamples[status], d('2025-08-14'), 'en')).toBe(sentence);
  });

  it('says of an overdue duty that a claim waits', () => {
    const overdue = { ...statusSamples.overdue, flags: ['unverified_claim'] as const };
    expect(explainStatus(overdue, d('2025-08-14'), 'zh')).toBe(
      '逾期 45 天：应不迟于 2025-06-30 完成，截至 2025-08-14 仍未核验认定（有申报待核验）。',
    );
  });
});
