export { LANGUAGES, type Language, type Words } from './language';
export { CATALOGUE, entries as catalogueEntries, type Key } from './catalogue/catalogue';
export * from './say';
export * from './formats';
export type { Names } from './names';
export * from './explain-step';
export * from './explain-status';
export * from './alert-text';
export * from './problem-text';
