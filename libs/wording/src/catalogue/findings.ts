import type { Words } from '../language';

/** What a verification can find wrong: what it is, and what to do. Placeholders are details of the finding. */
export interface FindingWords {
  readonly what: Words;
  readonly wayOut: keyof typeof WAYS_OUT;
}

export const WAYS_OUT = {
  restore: { zh: '请从校验无误的备份恢复。', en: 'Restore a backup that verifies.' },
  restoreOrAccept: {
    zh: '请从校验无误的备份恢复；确无备份时，才用 heqi store --accept-lost-tail 以所余日志继续。',
    en: 'Restore a backup that verifies; only if there is none, `heqi store --accept-lost-tail` goes on with what is left.',
  },
  restoreFile: {
    zh: '请从备份或原件取回该文件，放回原处。',
    en: 'Bring the file back to its place from a backup or its source.',
  },
  anotherBackup: { zh: '请改用其他备份；不要依赖这一份。', en: 'Use another backup; do not rely on this one.' },
  tighten: { zh: '请改为仅所有者可读写（chmod 600）。', en: 'Let only its owner read and write it (chmod 600).' },
  restoreKey: {
    zh: '请从备份取回；另造密钥则已签发的令牌全部失效。',
    en: 'Bring it back from a backup; with a new key, no token issued before is accepted.',
  },
  newerVersion: {
    zh: '请用写入它的版本读取；若版本无误，请从备份恢复。',
    en: 'Read it with the version that wrote it; if that is this one, restore a backup that verifies.',
  },
  report: {
    zh: '数据与写入时一致而内容自相矛盾，请保留原状并报告。',
    en: 'The bytes are those that were written and contradict each other: keep them as they are and report it.',
  },
} as const satisfies Record<string, Words>;

export const FINDINGS = {
  'store-unreadable': said(
    'restore',
    '事件库文件 {file} 无法读取：{reason}',
    'the event store {file} cannot be read: {reason}',
  ),
  'store-missing': said('restore', '事件库文件 {file} 不存在', 'the event store {file} is missing'),
  'log-cut': said(
    'restoreOrAccept',
    '日志止于此处，而位置 {marked} 已确认写入：尾部缺失 {missing} 个事件',
    'the log ends here, and position {marked} had been acknowledged: {missing} event(s) are missing',
  ),
  'log-replaced': said(
    'restoreOrAccept',
    '日志已非原来的日志：此处的事件不是当时确认写入的事件',
    'the log is not the one it was: another event stands here than the one that was acknowledged',
  ),
  'mark-damaged': said(
    'restoreOrAccept',
    '日志末尾的标记 log.mark 已损坏，无法判断日志（现止于此处）尾部是否缺失',
    'the mark log.mark of the log’s end is damaged, so whether the log, which ends here, was cut cannot be told',
  ),
  'page-damaged': said(
    'restore',
    '数据库页或索引损坏：{reason}',
    'a page or an index of the database is damaged: {reason}',
  ),
  'event-unreadable': said('restore', '事件无法读取：{reason}', 'the event cannot be read: {reason}'),
  'position-missing': said('restore', '缺少事件', 'the log has no event here'),
  'place-damaged': said(
    'restore',
    '事件的位置记录与写入时不符（校验和）',
    'what is said of the event’s place is not what was written (checksum)',
  ),
  'record-damaged': said(
    'restore',
    '事件内容与写入时不符（校验和）',
    'the event’s bytes are not those that were written (checksum)',
  ),
  'record-differs': said(
    'restore',
    '事件内容与其位置记录不一致（{field}）：{reason}',
    'the event’s bytes and its place disagree ({field}): {reason}',
  ),
  'record-without-event': said('restore', '有内容而无对应事件', 'bytes lie here that belong to no event'),
  'stream-unknown': said(
    'restore',
    '事件属于无名的流（编号 {key}）',
    'the event belongs to a stream without a name (key {key})',
  ),
  'stream-damaged': said(
    'restore',
    '流的登记与写入时不符（校验和）',
    'what is registered of the stream is not what was written (checksum)',
  ),
  'type-damaged': said(
    'restore',
    '事件类型 {type} 的登记与写入时不符（校验和）',
    'what is registered of event type {type} is not what was written (checksum)',
  ),
  'revision-missing': said('restore', '流中缺少事件', 'the stream has no event here'),
  'revision-order': said('restore', '流中次序与日志次序不一致', 'the order of the stream is not that of the log'),
  'metadata-differs': said(
    'restore',
    '流的元数据与其元数据流所载不符',
    'the stream’s metadata is not what its metadata stream says',
  ),
  'tombstone-differs': said(
    'restore',
    '流的关闭标记与日志不符',
    'whether the stream is closed is not what the log says',
  ),
  'key-block-damaged': said(
    'restore',
    '筛选读取所用的索引与写入时不符（校验和）；读取时改用事件记录，不会遗漏',
    'the keys of filtered readers are not what was written (checksum); they read the events’ rows instead and miss none',
  ),
  'key-block-differs': said(
    'restore',
    '筛选读取所用的索引与事件不一致，筛选读取可能遗漏事件',
    'the keys of filtered readers are not those of the events: some may be hidden from them',
  ),
  'event-undecodable': said('newerVersion', '事件无法解读：{reason}', 'the event cannot be understood: {reason}'),
  'recorded-backwards': said(
    'report',
    '记录时间 {at} 早于前一事件的 {before}',
    'it was recorded at {at}, before the event before it ({before})',
  ),
  'command-without-end': said(
    'restore',
    '一次办理的事件不完整：{command} 共 {size} 个事件，至第 {index} 个中断',
    'the events of one command are not whole: {command} ends after event {index} of {size}',
  ),
  'command-without-start': said(
    'restore',
    '一次办理的事件不完整：{command} 共 {size} 个事件，从第 {index} 个开始',
    'the events of one command are not whole: {command} starts with event {index} of {size}',
  ),
  'contract-unfoldable': said(
    'report',
    '项目状态无法由事件推出：{reason}',
    'no state of the contract follows from the events: {reason}',
  ),
  'contract-id-differs': said(
    'report',
    '事件所载项目标识 {found} 与流名不符',
    'the event speaks of contract {found}, not of its stream’s',
  ),
  'checkpoint-ahead': said(
    'report',
    '消费者进度 {reached} 超出日志',
    'a consumer claims to have reached {reached}, where the log was not yet',
  ),
  'evidence-missing': said(
    'restoreFile',
    '事件引用的佐证材料 {file}（{fileName}）不存在',
    'the event names the evidence {file} ({fileName}), which is missing',
  ),
  'evidence-size': said(
    'restoreFile',
    '佐证材料 {file}（{fileName}）为 {found} 字节，事件所载为 {expected} 字节',
    'the evidence {file} ({fileName}) has {found} bytes, the event says {expected}',
  ),
  'evidence-damaged': said(
    'restoreFile',
    '佐证材料的内容与其名称（SHA-256）不符',
    'the content of the evidence is not what its name (its SHA-256) says',
  ),
  'key-unreadable': said('restoreKey', '密钥无法使用：{reason}', 'the key cannot be used: {reason}'),
  'key-exposed': said('tighten', '权限 {mode} 使他人可读写密钥', 'its mode {mode} lets others at a secret'),
  'manifest-damaged': said('anotherBackup', '备份清单无法使用：{reason}', 'the manifest cannot be used: {reason}'),
  'manifest-differs': said(
    'anotherBackup',
    '备份清单所载 {field} 为 {expected}，实为 {found}',
    'the manifest says {field} is {expected}; it is {found}',
  ),
  'file-missing': said('anotherBackup', '备份清单所列文件不存在', 'the manifest names the file, and it is missing'),
  'file-differs': said(
    'anotherBackup',
    '文件与备份时不符（{reason}）',
    'the file is not what was backed up ({reason})',
  ),
  'file-unlisted': said('anotherBackup', '备份清单未列此文件', 'the manifest does not name the file'),
} as const satisfies Record<string, FindingWords>;

/** What a verification only remarks. */
export const REMARKS = {
  'evidence-unnamed': {
    zh: '有{count}份佐证材料未被任何事件引用（可能已上传而未提交）',
    en: '{count} evidence files are named by no event (uploaded and not filed, perhaps)',
  },
  'lost-tails': {
    zh: '日志曾丢失尾部，并以所余继续（{count}次），详见 {file}',
    en: 'the log lost its end and went on without it ({count}×): {file} says what was given up',
  },
  'foreign-streams': {
    zh: '有{count}个流不属于合契，未检查内容',
    en: '{count} streams are not Heqi’s; their content was not looked at',
  },
  'store-elsewhere': {
    zh: '事件库由其他服务器保管，不在此文件夹',
    en: 'the event store is a server of its own, not in this folder',
  },
  'store-through-client': {
    zh: '事件库经网络读取：未检查其文件、校验和与位置',
    en: 'the event store was read through its server: its files and checksums were not looked at',
  },
  'no-token-key': { zh: '没有令牌密钥（首次启动时生成）', en: 'there is no token key (it is made at the first start)' },
} as const satisfies Record<string, Words>;

function said<Way extends keyof typeof WAYS_OUT>(wayOut: Way, zh: string, en: string): FindingWords {
  return { what: { zh, en }, wayOut };
}
