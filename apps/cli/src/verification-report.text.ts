import type { Finding, Verification } from '@heqi/audit';
import type { BackupManifest } from '@heqi/backup';
import { findingText, findingWayOut, placeText, remarkText } from '@heqi/wording';
import type { ReportLanguage } from './options';

/** A verification as text for a terminal: what was read, then a line for each thing that is wrong: where, what, what to do. */
export function describeVerification(verification: Verification, language: ReportLanguage): string {
  const words = WORDS[language];
  const { store, counts, findings, findingsTotal, remarks, backup } = verification;
  const lines = [
    words.read(verification),
    ...(backup ? [`  ${words.takenAt(backup)}`] : []),
    ...(store ? [`  ${words.log(store)}`, `  ${words.facts(counts)}`] : []),
    `  ${words.files(counts)}`,
    ...remarks.map(({ code, details }) => `  ${words.remark(remarkText(code, details, language))}`),
    '',
    findingsTotal === 0 ? words.nothing : words.wrong(findingsTotal),
    ...findings.map((finding) => `  ${sentence(finding, language)}`),
    ...(findingsTotal > findings.length ? [`  ${words.more(findingsTotal - findings.length)}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** The same for programs: what the text says, in both languages, and the codes and places it says it from. */
export function verificationDocument(verification: Verification): string {
  const told = (each: Finding) => ({
    ...each,
    text: { zh: sentence(each, 'zh'), en: sentence(each, 'en') },
  });
  return `${JSON.stringify({ ...verification, findings: verification.findings.map(told) }, null, 2)}\n`;
}

export function describeBackup(folder: string, { store, counts }: BackupManifest, language: ReportLanguage): string {
  const words = WORDS[language];
  const lines = [words.backedUp(folder, counts), `  ${store ? words.log(store) : words.noStore}`];
  return `${lines.join('\n')}\n`;
}

export function describeRestore(folder: string, { store, takenAt }: BackupManifest, language: ReportLanguage): string {
  const words = WORDS[language];
  return `${words.restored(folder, takenAt)}\n  ${store ? words.rebuildsViews : words.restoreStoreToo}\n`;
}

/** Why a backup that does not verify was not restored. */
export function describeRefusal(language: ReportLanguage): string {
  return WORDS[language].notRestored;
}

function sentence({ code, at, details }: Finding, language: ReportLanguage): string {
  const { colon, stop } = WORDS[language];
  const what = findingText(code, details, language).replace(/[.。]$/, ''); // a reason may be a sentence of its own
  return `${placeText(at, language)}${colon}${what}${stop}${findingWayOut(code, language)}`;
}

type Counts = Verification['counts'];
type Store = NonNullable<Verification['store']>;

const WORDS = {
  zh: {
    read: ({ kind, folder }: Verification) => `已校验${kind === 'backup' ? '备份' : '数据文件夹'} ${folder}`,
    takenAt: ({ takenAt, heqiVersion }: { takenAt: string; heqiVersion: string }) =>
      `备份于 ${takenAt}（合契 ${heqiVersion}）`,
    log: ({ events, streams, head, lastEventId }: Store) =>
      `日志：${streams}个流，${events}个事件，至位置${head}（事件 ${lastEventId ?? '—'}）`,
    facts: (counts: Counts) =>
      `项目${counts.contracts}个：事实${counts.contractEvents}条，预警事件${counts.alertEvents}条`,
    files: (counts: Counts) =>
      `佐证材料${counts.evidenceFiles}份（事件引用${counts.evidenceNamed}份），其他文件${counts.otherFiles}个`,
    remark: (text: string) => `须知：${text}`,
    nothing: '未发现问题。',
    wrong: (count: number) => `发现${count}处问题：`,
    more: (count: number) => `另有${count}处未列出。`,
    backedUp: (folder: string, { files, evidenceFiles, bytes }: BackupManifest['counts']) =>
      `已备份到 ${folder}：${files}个文件（佐证材料${evidenceFiles}份），共${megabytes(bytes)} MB`,
    noStore: '事件库由 EVENTSTORE_URL 所指的服务器保管，不在其中：请用该服务器的方法备份，且先于本命令。',
    restored: (folder: string, takenAt: string) => `已恢复到 ${folder}，内容为 ${takenAt} 的备份。`,
    rebuildsViews: '视图在下次启动时由日志重建。备份之后的办理不在其中；已发往 Kafka 的消息不会收回。',
    notRestored: '备份未通过校验，未恢复任何内容。请改用其他备份；只有这一份时，可用 --accept-damage 恢复其中所有。',
    restoreStoreToo: '事件库不在备份中：请先恢复 EVENTSTORE_URL 所指的服务器，再启动。',
    colon: '：',
    stop: '。',
  },
  en: {
    read: ({ kind, folder }: Verification) => `Verified the ${kind === 'backup' ? 'backup' : 'data folder'} ${folder}`,
    takenAt: ({ takenAt, heqiVersion }: { takenAt: string; heqiVersion: string }) =>
      `taken at ${takenAt} by Heqi ${heqiVersion}`,
    log: ({ events, streams, head, lastEventId }: Store) =>
      `log: ${events} events in ${streams} streams, up to position ${head} (event ${lastEventId ?? '—'})`,
    facts: (counts: Counts) =>
      `${counts.contracts} contracts: ${counts.contractEvents} facts, ${counts.alertEvents} alert events`,
    files: (counts: Counts) =>
      `${counts.evidenceFiles} evidence files (events name ${counts.evidenceNamed}), ${counts.otherFiles} other files`,
    remark: (text: string) => `to know: ${text}`,
    nothing: 'Nothing is wrong.',
    wrong: (count: number) => (count === 1 ? 'One thing is wrong:' : `${count} things are wrong:`),
    more: (count: number) => `and ${count} more.`,
    backedUp: (folder: string, { files, evidenceFiles, bytes }: BackupManifest['counts']) =>
      `Backed up to ${folder}: ${files} files (${evidenceFiles} of evidence), ${megabytes(bytes)} MB`,
    noStore:
      'the event store is the server’s that EVENTSTORE_URL names, and not in it: back that up by its own means, before this.',
    restored: (folder: string, takenAt: string) => `Restored to ${folder}: the backup of ${takenAt}.`,
    rebuildsViews:
      'The next start rebuilds the views from the log. What was done after the backup is not in it; messages sent to Kafka are not taken back.',
    notRestored:
      'Nothing was restored, for the backup does not verify. Take another; if it is all there is, --accept-damage restores what is there.',
    restoreStoreToo: 'The event store is not in this backup: restore the server that EVENTSTORE_URL names, then start.',
    colon: ': ',
    stop: '. ',
  },
} as const;

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
