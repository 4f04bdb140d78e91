// The second page of a letter: how to open the account, in the language that its owner chose. The first page stays in
// French, for it is the one that the school wrote.
import { spokenLanguage } from '../i18n/messages.js';
import { type T, translator } from '../i18n/translator.js';
import type { CivilDate } from '../kernel/civil-date.js';
import type { Locale } from '../kernel/locale.js';

/** The languages that our fonts can print whole; of Chinese they have the signs of this page alone (decision 0035). */
const printed: ReadonlySet<Locale> = new Set<Locale>(['en', 'ar', 'zh-Hans', 'pt', 'ru', 'tr']);

/** Words only, in the order in which they are read. */
export type SecondPage = {
  readonly lang: string;
  readonly rtl: boolean;
  readonly title: string;
  readonly what: string;
  readonly labels: {
    readonly site: string;
    readonly identifier: string;
    readonly code: string;
    readonly lastDay: string;
  };
  readonly lastDay: string;
  readonly opening: { readonly title: string; readonly steps: readonly string[] };
  readonly language: string;
  readonly grouping: { readonly title: string; readonly text: string };
  readonly question: string;
  readonly notYours: string;
  readonly secret: string;
  readonly draft: string;
};

/** Null for French, and for a language that nobody chose. */
export function writeSecondPage(language: Locale | null | undefined, lastDay: CivilDate): SecondPage | null {
  const spoken = spokenLanguage(language ?? undefined);
  return spoken === undefined || !printed.has(spoken) ? null : pageIn(translator(spoken), lastDay);
}

function pageIn(t: T, lastDay: CivilDate): SecondPage {
  return {
    // Typst takes a language without its script.
    lang: t.locale.split('-', 1)[0] ?? t.locale,
    rtl: t.dir === 'rtl',
    title: t('paper.title'),
    what: t('paper.what'),
    labels: {
      site: t('paper.site'),
      identifier: t('activation.identifier'),
      code: t('activation.step-code'),
      lastDay: t('paper.last-day'),
    },
    lastDay: t.longDay(lastDay),
    opening: { title: t('activation.open'), steps: [t('paper.step-1'), t('paper.step-2'), t('paper.step-3')] },
    language: t('paper.language'),
    grouping: { title: t('account.other-account'), text: t('paper.grouping') },
    question: t('paper.question'),
    notYours: t('paper.not-yours'),
    secret: t('paper.secret'),
    draft: t.isDraft ? t('language.draft') : '',
  };
}
