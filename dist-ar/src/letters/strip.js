import { loadMessages } from '../i18n/messages.js';
const sentences = {
    en: {
        lang: 'en',
        rtl: false,
        bold: 'This letter matters.',
        join: ' ',
        text: 'With it, you follow your child’s school life online.',
        site: 'Scan the square above: the site is also in English.',
    },
    'zh-Hans': {
        lang: 'zh',
        rtl: false,
        bold: '这封信很重要。',
        join: '',
        text: '凭此信，您可以在网上了解孩子的在校情况。',
        site: '请用手机扫描上方的二维码，网站有中文版。',
    },
    ru: {
        lang: 'ru',
        rtl: false,
        bold: 'Это важное письмо.',
        join: ' ',
        text: 'С ним вы следите за учёбой ребёнка в интернете.',
        site: 'Наведите камеру телефона на квадрат вверху: сайт есть и на русском языке.',
    },
    // No diacritics: they double the letters that programs read.
    ar: {
        lang: 'ar',
        rtl: true,
        bold: 'هذه الرسالة مهمة.',
        join: ' ',
        text: 'بها تتابعون دراسة أبنائكم على الإنترنت.',
        site: 'صوروا المربع في الأعلى بالهاتف: الموقع متوفر بالعربية أيضا.',
    },
    pt: {
        lang: 'pt',
        rtl: false,
        bold: 'Esta carta é importante.',
        join: ' ',
        text: 'Com ela, acompanha na Internet a vida escolar do seu filho.',
        site: 'Aponte o telemóvel para o quadrado em cima: o site também está em português.',
    },
    tr: {
        lang: 'tr',
        rtl: false,
        bold: 'Bu mektup önemlidir.',
        join: ' ',
        text: 'Bununla çocuğunuzun okul hayatını internetten izlersiniz.',
        site: 'Yukarıdaki kareyi telefonunuzla okutun: sitenin Türkçesi de var.',
    },
};
/** In the order of the two columns, left then right. */
export const stripLanguages = Object.keys(sentences);
/** Says that the letter matters in these languages; that the site speaks one, only of those that it does speak. */
export function stripSentences(languages, spoken = [...loadMessages().keys()]) {
    return stripLanguages
        .filter((language) => languages.includes(language))
        .map((language) => {
        const { site, ...sentence } = sentences[language];
        const { text, join } = sentence;
        return spoken.includes(language) ? { ...sentence, text: `${text}${join}${site}` } : sentence;
    });
}
