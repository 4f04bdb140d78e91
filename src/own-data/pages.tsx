// Everything held about a person, in sections and entries: on the page, and in the file that he keeps.
import type { JSX } from 'preact';
import { isLocale, languageOf } from '../i18n/locales.js';
import type { T } from '../i18n/translator.js';
import { parseCivilDate } from '../kernel/civil-date.js';
import { href } from '../routes.js';
import { Page } from '../web/layout.js';
import { MailAddress, spokenPhone } from '../web/names.js';
import { ButtonLink, Buttons, Card } from '../web/panels.js';
import type { View } from '../web/view.js';
import {
  type OwnDataEntry,
  type OwnDataField,
  type OwnDataFile,
  type OwnDataSection,
  ownDataFields,
  ownDataSections,
} from './rules.js';

/** On the page: a year of sign-ins would be heavy on a telephone. */
const shownAtOnce = 20;

type Props = { view: View; file: OwnDataFile };

export function OwnDataPage({ view, file }: Props): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('own-data.title')} lead={t('own-data.lead')}>
      <Buttons>
        <ButtonLink href={href('ownDataFile', { format: 'html' })}>{t('own-data.download')}</ButtonLink>
        <ButtonLink kind="second" href={href('ownDataFile', { format: 'json' })}>
          {t('own-data.download-json')}
        </ButtonLink>
      </Buttons>
      <ul class="links">
        <li>
          <a href={href('correction')}>{t('own-data.correct')}</a>
        </li>
        <li>
          <a href={href('knownBy')}>{t('known-by.title')}</a>
        </li>
        <li>
          <a href={href('closing')}>{t('own-data.close')}</a>
        </li>
      </ul>
      {shown(file).map((section) => (
        <Card title={t(`own-data.section-${section}`)}>
          <ul class="rows">
            {file.data[section].slice(-shownAtOnce).map((entry) => (
              <li>
                <Entry t={t} entry={entry} />
              </li>
            ))}
          </ul>
          {file.data[section].length > shownAtOnce && <p class="soft">{t('own-data.more')}</p>}
        </Card>
      ))}
      <p class="soft">{t('own-data.not-here')}</p>
    </Page>
  );
}

const shown = (file: OwnDataFile): readonly OwnDataSection[] =>
  ownDataSections.filter((section) => file.data[section].length > 0);

/** A file that stands alone: no script, no style sheet, nothing fetched. */
export function OwnDataDocument({ t, file }: { t: T; file: OwnDataFile }): JSX.Element {
  return (
    <html lang={t.locale} dir={t.dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{t('own-data.title')}</title>
      </head>
      <body>
        <h1>{t('own-data.title')}</h1>
        <p>{t('own-data.made', { network: file.network, moment: t.moment(new Date(file.madeAt)) })}</p>
        {shown(file).map((section) => (
          <section>
            <h2>{t(`own-data.section-${section}`)}</h2>
            {file.data[section].map((entry) => (
              <Entry t={t} entry={entry} />
            ))}
          </section>
        ))}
        <p>{t('own-data.not-here')}</p>
      </body>
    </html>
  );
}

function Entry({ t, entry }: { t: T; entry: OwnDataEntry }): JSX.Element {
  const fields = Object.entries(entry).filter(([, value]) => value !== null && value !== '') as [
    OwnDataField,
    string,
  ][];
  return (
    <dl class="facts">
      {fields.map(([field, value]) => (
        <div>
          <dt>{t('own-data.field', { field })}</dt>
          <dd>
            <Value t={t} field={field} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ t, field, value }: { t: T; field: OwnDataField; value: string }): JSX.Element {
  switch (ownDataFields[field]) {
    case 'moment':
      return <>{t.moment(new Date(value))}</>;
    case 'day': {
      const day = parseCivilDate(value);
      return <>{day === undefined ? value : t.day(day)}</>;
    }
    case 'word':
      // A word that the message does not know is told as « other ».
      return <>{t('own-data.word', { word: value as 'other' })}</>;
    case 'code':
      return (
        <bdi dir="ltr" class="code">
          {value}
        </bdi>
      );
    case 'phone':
      return <bdi dir="ltr">{spokenPhone(value)}</bdi>;
    case 'text':
      if (field === 'language' && isLocale(value)) return <bdi lang={value}>{languageOf(value).ownName}</bdi>;
      return value.includes('@') ? <MailAddress>{value}</MailAddress> : <bdi>{value}</bdi>;
  }
}
