import { FINDINGS, REMARKS, WAYS_OUT } from './catalogue/findings';
import { fill, type Language, type Params } from './language';

export type FindingCode = keyof typeof FINDINGS;
export type RemarkCode = keyof typeof REMARKS;

/** Where in a log, or in a folder, something was found. */
export interface FindingPlace {
  /** Within the folder, with forward slashes. */
  readonly path?: string | undefined;
  readonly position?: number | undefined;
  /** Last of several positions or revisions. */
  readonly to?: string | undefined;
  readonly stream?: string | undefined;
  readonly revision?: number | undefined;
}

/** A sentence about what is wrong. */
export function findingText(code: FindingCode, details: Params, language: Language): string {
  return fill(FINDINGS[code].what[language], details);
}

/** What to do about it. */
export function findingWayOut(code: FindingCode, language: Language): string {
  return WAYS_OUT[FINDINGS[code].wayOut][language];
}

export function remarkText(code: RemarkCode, details: Params, language: Language): string {
  return fill(REMARKS[code][language], details);
}

/** 'position 302, contract-7 event 5', '日志位置302，contract-7 第5号事件'; events of a stream count from 0. */
export function placeText({ path, position, to, stream, revision }: FindingPlace, language: Language): string {
  const words = PLACE[language];
  const range = (from: number) => (to === undefined || to === String(from) ? `${from}` : `${from}-${to}`);
  const parts = [
    path,
    position === undefined ? undefined : words.position(stream === undefined ? range(position) : `${position}`),
    stream === undefined ? undefined : revision === undefined ? stream : words.event(stream, range(revision)),
  ];
  return parts.filter((part) => part !== undefined).join(words.comma);
}

const PLACE = {
  zh: {
    position: (range: string) => `日志位置${range}`,
    event: (stream: string, range: string) => `${stream} 第${range}号事件`,
    comma: '，',
  },
  en: {
    position: (range: string) => `position ${range}`,
    event: (stream: string, range: string) => `${stream} event ${range}`,
    comma: ', ',
  },
} as const;
