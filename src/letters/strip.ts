// The strip at the foot of a letter: what says, language by language, that the letter matters.
// Drafts: a native reader must check each of them before a school prints it.
import type { Locale } from '../i18n/locales.js';
import { loadMessages } from '../i18n/messages.js';
import type { LetterFormat } from './formats.js';

export type StripLanguage = Exclude<Locale, 'fr'>;

export type Sentence = {
  /** As PDF readers know the language. */
  readonly lang: string;
  readonly rtl: boolean;
  readonly bold: string;
  /** Between the two sentences: Chinese puts no blank there. */
  readonly join: string;
  readonly text: string;
};

/** With the sentence that is true only once the site speaks the language, and what half a letter says instead of both. */
type Known = Sentence & { readonly site: string; readonly short: string };

const sentences: Readonly<Record<StripLanguage, Known>> = {
  en: {
    lang: 'en',
    rtl: false,
    bold: 'This letter matters.',
    join: ' ',
    text: 'With it, you follow your child’s school life online.',
    site: 'Scan the square above: the site is also in English.',
    short: 'Scan the square: the site is also in English.',
  },
  'zh-Hans': {
    lang: 'zh',
    rtl: false,
    bold: '这封信很重要。',
    join: '',
    text: '凭此信，您可以在网上了解孩子的在校情况。',
    site: '请用手机扫描上方的二维码，网站有中文版。',
    short: '请扫描二维码，网站有中文版。',
  },
  ru: {
    lang: 'ru',
    rtl: false,
    bold: 'Это важное письмо.',
    join: ' ',
    text: 'С ним вы следите за учёбой ребёнка в интернете.',
    site: 'Наведите камеру телефона на квадрат вверху: сайт есть и на русском языке.',
    short: 'Наведите камеру на квадрат: сайт есть и на русском.',
  },
  // No diacritics: they double the letters that programs read.
  ar: {
    lang: 'ar',
    rtl: true,
    bold: 'هذه الرسالة مهمة.',
    join: ' ',
    text: 'بها تتابعون دراسة أبنائكم على الإنترنت.',
    site: 'صوروا المربع في الأعلى بالهاتف: الموقع متوفر بالعربية أيضا.',
    short: 'صوروا المربع بالهاتف: الموقع متوفر بالعربية أيضا.',
  },
  pt: {
    lang: 'pt',
    rtl: false,
    bold: 'Esta carta é importante.',
    join: ' ',
    text: 'Com ela, acompanha na Internet a vida escolar do seu filho.',
    site: 'Aponte o telemóvel para o quadrado em cima: o site também está em português.',
    short: 'Aponte o telemóvel para o quadrado: o site também está em português.',
  },
  tr: {
    lang: 'tr',
    rtl: false,
    bold: 'Bu mektup önemlidir.',
    join: ' ',
    text: 'Bununla çocuğunuzun okul hayatını internetten izlersiniz.',
    site: 'Yukarıdaki kareyi telefonunuzla okutun: sitenin Türkçesi de var.',
    short: 'Kareyi telefonunuzla okutun: sitenin Türkçesi de var.',
  },
};

/** In the order of the two columns, left then right. */
export const stripLanguages = Object.keys(sentences) as readonly StripLanguage[];

/** Says that the letter matters in these languages; that the site speaks one, only of those that it does speak. */
export function stripSentences(
  languages: readonly StripLanguage[],
  format: LetterFormat = 'a4',
  spoken: readonly Locale[] = [...loadMessages().keys()],
): Sentence[] {
  return stripLanguages
    .filter((language) => languages.includes(language))
    .map((language) => {
      const { site, short, ...sentence } = sentences[language];
      const { text, join } = sentence;
      if (!spoken.includes(language)) return sentence;
      return { ...sentence, text: format === 'a4' ? `${text}${join}${site}` : short };
    });
}
