import type { Verification } from '@heqi/audit';
import type { BackupManifest } from '@heqi/backup';
import {
  describeBackup,
  describeRestore,
  describeVerification,
  verificationDocument,
} from './verification-report.text';

const id = 'f77bbaa2-00df-5708-9f32-f415cec958fd';
const verification: Verification = {
  folder: '/data',
  kind: 'data-folder',
  backup: null,
  store: { head: 40, lastEventId: id, events: 40, streams: 4 },
  counts: {
    contracts: 1,
    contractEvents: 33,
    alertEvents: 5,
    evidenceFiles: 2,
    evidenceNamed: 1,
    otherFiles: 1,
  },
  findings: [
    { code: 'record-damaged', at: { position: 7, stream: 'contract-c-1', revision: 5 }, details: {} },
    { code: 'key-exposed', at: { path: 'keys/token-key.json' }, details: { mode: '0644' } },
  ],
  findingsTotal: 3,
  remarks: [{ code: 'evidence-unnamed', details: { count: 1 } }],
};
const manifest: BackupManifest = {
  format: 'heqi-backup',
  formatVersion: 1,
  heqiVersion: '0.1.0',
  takenAt: '2026-01-02T03:04:05.000Z',
  store: verification.store,
  counts: { files: 3, evidenceFiles: 1, bytes: 1_250_000 },
  files: [],
};

describe('the report of a verification', () => {
  it('says in English what was read, and a line for each thing that is wrong: where, what, what to do', () => {
    expect(describeVerification(verification, 'en')).toBe(`Verified the data folder /data
  log: 40 events in 4 streams, up to position 40 (event ${id})
  1 contracts: 33 facts, 5 alert events
  2 evidence files (events name 1), 1 other files
  to know: 1 evidence files are named by no event (uploaded and not filed, perhaps)

3 things are wrong:
  position 7, contract-c-1 event 5: the event’s bytes are not those that were written (checksum). Restore a backup that verifies.
  keys/token-key.json: its mode 0644 lets others at a secret. Let only its owner read and write it (chmod 600).
  and 1 more.
`);
  });

  it('ends a reason that is a sentence of its own once', () => {
    const reason = 'The file is of another program.';
    const findings = [{ code: 'page-damaged', at: { path: 'events.db' }, details: { reason } } as const];
    const report = (language: 'zh' | 'en') => describeVerification({ ...verification, findings }, language);
    expect(report('en')).toContain('of another program. Restore');
    expect(report('zh')).toContain('of another program。请');
  });

  it('says the same in Chinese', () => {
    expect(describeVerification(verification, 'zh')).toBe(`已校验数据文件夹 /data
  日志：4个流，40个事件，至位置40（事件 ${id}）
  项目1个：事实33条，预警事件5条
  佐证材料2份（事件引用1份），其他文件1个
  须知：有1份佐证材料未被任何事件引用（可能已上传而未提交）

发现3处问题：
  日志位置7，contract-c-1 第5号事件：事件内容与写入时不符（校验和）。请从校验无误的备份恢复。
  keys/token-key.json：权限 0644 使他人可读写密钥。请改为仅所有者可读写（chmod 600）。
  另有1处未列出。
`);
  });

  it('is short where nothing is wrong', () => {
    const sound = { ...verification, findings: [], findingsTotal: 0, remarks: [] };
    expect(describeVerification(sound, 'en').split('\n').slice(-3)).toEqual(['', 'Nothing is wrong.', '']);
  });

  it('is for programs, too, with codes, places and both languages', () => {
    const { findings, store } = JSON.parse(verificationDocument(verification)) as {
      findings: object[];
      store: object;
    };
    expect(store).toEqual(verification.store);
    expect(findings[0]).toMatchObject({
      code: 'record-damaged',
      at: { position: 7 },
      text: { zh: expect.stringContaining('校验和') as string, en: expect.stringContaining('checksum') as string },
    });
  });
});

describe('what a backup and a restore say', () => {
  it('names the folder, the size and the end of the log', () => {
    expect(describeBackup('/b', manifest, 'en')).toBe(
      `Backed up to /b: 3 files (1 of evidence), 1.3 MB\n  log: 40 events in 4 streams, up to position 40 (event ${id})\n`,
    );
  });

  it('tells what is not in it where a server keeps the log', () => {
    const without = { ...manifest, store: null };
    expect(describeBackup('/b', without, 'en')).toContain('not in it: back that up by its own means, before this');
    expect(describeRestore('/d', without, 'zh')).toContain('请先恢复 EVENTSTORE_URL 所指的服务器');
  });

  it('tells what becomes of views and messages', () => {
    expect(describeRestore('/d', manifest, 'en')).toMatch(
      /^Restored to \/d: the backup of 2026-01-02T03:04:05.000Z\.\n.*rebuilds the views/,
    );
  });
});
