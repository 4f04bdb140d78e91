// The strip at the foot of a letter: one sentence per language that says that the letter matters.
// Drafts: a native reader must check each of them before a school prints it.
import type { Locale } from '../i18n/locales.js';

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

const sentences: Readonly<Record<StripLanguage, Sentence>> = {
  en: {
    lang: 'en',
    rtl: false,
    bold: 'This letter matters.',
    join: ' ',
    text: 'With it, you follow your child’s school life online. Scan the square above: the site is also in English.',
  },
  'zh-Hans': {
    lang: 'zh',
    rtl: false,
    bold: '这封信很重要。',
    join: '',
    text: '凭此信，您可以在网上了解孩子的在校情况。请用手机扫描上方的二维码，网站有中文版。',
  },
  ru: {
    lang: 'ru',
    rtl: false,
    bold: 'Это важное письмо.',
    join: ' ',
    text: 'С ним вы следите за учёбой ребёнка в интернете. Наведите камеру телефона на квадрат вверху: сайт есть и на русском языке.',
  },
  // No diacritics: they double the letters that programs read.
  ar: {
    lang: 'ar',
    rtl: true,
    bold: 'هذه الرسالة مهمة.',
    join: ' ',
    text: 'بها تتابعون دراسة أبنائكم على الإنترنت. صوروا المربع في الأعلى بالهاتف: الموقع متوفر بالعربية أيضا.',
  },
  pt: {
    lang: 'pt',
    rtl: false,
    bold: 'Esta carta é importante.',
    join: ' ',
    text: 'Com ela, acompanha na Internet a vida escolar do seu filho. Aponte o telemóvel para o quadrado em cima: o site também está em português.',
  },
  tr: {
    lang: 'tr',
    rtl: false,
    bold: 'Bu mektup önemlidir.',
    join: ' ',
    text: 'Bununla çocuğunuzun okul hayatını internetten izlersiniz. Yukarıdaki kareyi telefonunuzla okutun: sitenin Türkçesi de var.',
  },
};

/** In the order of the two columns, left then right. */
export const stripLanguages = Object.keys(sentences) as readonly StripLanguage[];

export function stripSentences(languages: readonly StripLanguage[]): Sentence[] {
  return stripLanguages.filter((language) => languages.includes(language)).map((language) => sentences[language]);
}
