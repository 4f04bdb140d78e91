// What the foot of every parents' page leads to: how accessible the site is, and what it keeps of people.
import type { JSX } from 'preact';
import type { MessageKey } from '../i18n/messages.js';
import { Page } from '../web/layout.js';
import { Card } from '../web/panels.js';
import type { View } from '../web/view.js';
import type { Declaration } from './declaration.js';

type Words = Exclude<
  Extract<MessageKey, `accessibility.${string}` | `data.${string}`>,
  'accessibility.done-pages' | 'accessibility.done-faults' | 'accessibility.done-tools'
>;
type Part = { readonly title: Words; readonly lines: readonly Words[] };

function Parts({ view, parts }: { view: View; parts: readonly Part[] }): JSX.Element {
  return (
    <>
      {parts.map(({ title, lines }) => (
        <Card title={view.t(title)}>
          {lines.map((line) => (
            <p>{view.t(line)}</p>
          ))}
        </Card>
      ))}
    </>
  );
}

/** The declaration that French law asks of a public site: its state, what was checked and how, what was not, the recourse. */
export function AccessibilityPage({ view, checked }: { view: View; checked: Declaration }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t('accessibility.title')} lead={t('accessibility.lead')}>
      <Card title={t('accessibility.done')}>
        <p>{t('accessibility.done-pages', { day: t.day(checked.day), pages: String(checked.pages) })}</p>
        <p>{t('accessibility.done-faults', { faults: checked.faults })}</p>
        <p>{t('accessibility.done-how')}</p>
        <p>{t('accessibility.done-keyboard')}</p>
        <p class="soft">
          {t.rich('accessibility.done-tools', { tools: <bdi dir="ltr">{checked.tools.join(', ')}</bdi> })}
        </p>
      </Card>
      <Parts
        view={view}
        parts={[
          {
            title: 'accessibility.not-yet',
            lines: ['accessibility.not-yet-why', 'accessibility.not-yet-criteria', 'accessibility.not-yet-letters'],
          },
          {
            title: 'accessibility.tell',
            lines: ['accessibility.tell-how', 'accessibility.tell-rights', 'accessibility.tell-post'],
          },
        ]}
      />
    </Page>
  );
}

export function DataPage({ view }: { view: View }): JSX.Element {
  return (
    <Page view={view} title={view.t('data.title')} lead={view.t('data.lead')}>
      <Parts
        view={view}
        parts={[
          { title: 'data.what', lines: ['data.what-school', 'data.what-you'] },
          { title: 'data.why', lines: ['data.why-services', 'data.why-nobody'] },
          { title: 'data.how-long', lines: ['data.how-long-leaves', 'data.how-long-log'] },
          { title: 'data.rights', lines: ['data.rights-what', 'data.rights-how'] },
          { title: 'data.cookies', lines: ['data.cookies-what'] },
        ]}
      />
    </Page>
  );
}
