import { createHash } from 'node:crypto';
import { civilDate } from '@heqi/domain';
import { evidenceOf, sampleEvidence } from './evidence';

describe('the evidence', () => {
  const files = [...sampleEvidence()];

  it('carries the hash of its bytes', () => {
    for (const { sha256, bytes } of files) expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  });
  it('is each file once', () => expect(new Set(files.map(({ sha256 }) => sha256)).size).toBe(files.length));
  it('is the edition of the day it speaks of', () => {
    expect(evidenceOf('investment', civilDate('2024-09-30')).fileName).toBe('2024年第3季度固定资产投资入库台账.txt');
    expect(evidenceOf('completion', civilDate('2024-09-30')).fileName).toBe('2024年竣工验收备案表汇编.txt');
  });
  it('names the size of the file', () => {
    const ref = evidenceOf('tax', civilDate('2025-01-01'));
    expect(files.find(({ sha256 }) => sha256 === ref.sha256)?.bytes.length).toBe(ref.sizeBytes);
  });
});
