import { InvalidArgumentError, Option } from 'commander';

/** A whole number from `least` to `most`; anything else is refused with the range. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d{1,9}$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

export type ReportLanguage = 'zh' | 'en';

/** `--lang`, by default what the terminal's locale says. */
export function languageOption(): Option {
  const locale = process.env['LC_ALL'] || process.env['LANG'] || '';
  const language: ReportLanguage = /^zh/i.test(locale) ? 'zh' : 'en';
  return new Option('--lang <language>', 'language of the report').choices(['zh', 'en']).default(language);
}
