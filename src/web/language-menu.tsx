// The languages of the site, each in its own name: plain links in a <details>, without flags and without a script.
import type { JSX } from 'preact';
import { languageOf } from '../i18n/locales.js';
import { spokenLanguages } from '../i18n/messages.js';
import { translator } from '../i18n/translator.js';
import type { Locale } from '../kernel/locale.js';
import { href, internalPath } from '../routes.js';
import { Icon } from './icons.js';
import type { View } from './view.js';

function linkTo(view: View, language: Locale): string {
  const retour = internalPath(view.path);
  return href('chooseLanguage', { language }, retour === undefined ? undefined : { retour });
}

export function LanguageMenu({ view }: { view: View }): JSX.Element | null {
  const { t } = view;
  const spoken = spokenLanguages();
  if (spoken.length < 2) return null;
  const current = languageOf(t.locale);
  return (
    <details class="languages">
      <summary>
        <Icon name="languages" />
        <span class="unseen">{`${t('language.menu')} `}</span>
        <span class="long">{current.ownName}</span>
        <span class="short" aria-hidden="true">
          {current.short}
        </span>
      </summary>
      <ul>
        {spoken.map((locale) => (
          <li>
            <a
              href={linkTo(view, locale)}
              lang={locale}
              hreflang={locale}
              aria-current={locale === t.locale ? 'true' : undefined}
            >
              {languageOf(locale).ownName}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** « Read this page in English », in English: the browser likes it, and its reader has chosen nothing yet. */
export function LanguageOffer({ view }: { view: View }): JSX.Element | null {
  if (view.offered === undefined) return null;
  const { locale, dir } = languageOf(view.offered);
  return (
    <nav class="offer" aria-label={view.t('language.menu')}>
      <a href={linkTo(view, locale)} lang={locale} dir={dir} hreflang={locale}>
        {translator(locale)('language.offer')}
      </a>
    </nav>
  );
}
