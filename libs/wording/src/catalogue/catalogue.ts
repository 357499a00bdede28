import type { Language, Placeholders, Words } from '../language';
import * as alerts from './alerts';
import * as deal from './deal';
import * as events from './events';
import { page } from './page';
import { caseState, caseStep, clawbackReason, successionKind } from './procedures';
import { problem } from './problems';
import { quality, qualityKind } from './quality';
import * as statuses from './statuses';

const procedures = { caseState, caseStep, clawbackReason, successionKind };

/** Every label there is, in both languages side by side: a missing one does not compile. */
export const CATALOGUE = {
  ...{ ...statuses, ...deal, ...alerts, ...events, ...procedures },
  ...{ page, problem, quality, qualityKind },
} as const;

type Catalogue = typeof CATALOGUE;

/** 'status.overdue', 'page.deal', … */
export type Key = {
  [Group in keyof Catalogue]: `${Group}.${keyof Catalogue[Group] & string}`;
}[keyof Catalogue];

type WordsAt<At extends Key> = At extends `${infer Group}.${infer Name}`
  ? Group extends keyof Catalogue
    ? Name extends keyof Catalogue[Group]
      ? Catalogue[Group][Name] extends infer Found extends Words
        ? Found
        : never
      : never
    : never
  : never;

/** The placeholders of a label. */
export type ParamsOf<At extends Key> = Placeholders<WordsAt<At>[Language]>;

/** The labels whose languages ask for different placeholders; there must be none. */
type Mismatched = {
  [At in Key]: [Placeholders<WordsAt<At>['zh']>, Placeholders<WordsAt<At>['en']>] extends [
    Placeholders<WordsAt<At>['en']>,
    Placeholders<WordsAt<At>['zh']>,
  ]
    ? never
    : At;
}[Key];

type AllTrue<T extends readonly true[]> = T;
export type BothLanguagesAskForTheSame = AllTrue<[[Mismatched] extends [never] ? true : false]>;

/** Every key with its words, in the order of the catalogue. */
export function entries(): readonly (readonly [Key, Words])[] {
  return Object.entries(CATALOGUE).flatMap(([group, labels]) =>
    Object.entries(labels).map(([name, words]: [string, Words]) => [`${group}.${name}` as Key, words] as const),
  );
}
