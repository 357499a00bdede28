import { civilDate } from '@heqi/domain';
import { explainStatus } from './explain-status';
import { statusSamples } from './samples.fixtures';

describe('a status with a claim below the grade asked for', () => {
  const assessment = {
    ...statusSamples.overdue,
    belowGrade: { minimum: 'third_party', claims: [{ claimId: 'k1', grade: 'self' }] },
  } as const;
  const day = civilDate('2025-08-14');

  it('says what is asked for, what does not count, and what to do', () => {
    expect(explainStatus(assessment, day, 'zh')).toContain(
      '；本合同要求佐证不低于“第三方出具”，申报 k1（单方自报） 未予计入，补充佐证后可重新认定。',
    );
    expect(explainStatus(assessment, day, 'en')).toContain(
      '; the contract asks for evidence of grade third party or better: k1 (self-reported) not counted until better evidence is verified.',
    );
  });
});
