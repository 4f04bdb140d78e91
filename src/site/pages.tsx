// What the foot of every parents' page leads to: how accessible the site is, and what it keeps of people.
import type { JSX } from 'preact';
import type { MessageKey } from '../i18n/messages.js';
import { Page } from '../web/layout.js';
import { Card } from '../web/panels.js';
import type { View } from '../web/view.js';

type Words = Extract<MessageKey, `accessibility.${string}` | `data.${string}`>;
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

export function AccessibilityPage({ view }: { view: View }): JSX.Element {
  return (
    <Page view={view} title={view.t('accessibility.title')} lead={view.t('accessibility.lead')}>
      <Parts
        view={view}
        parts={[
          { title: 'accessibility.done', lines: ['accessibility.done-how', 'accessibility.done-keyboard'] },
          { title: 'accessibility.not-yet', lines: ['accessibility.not-yet-why'] },
          { title: 'accessibility.tell', lines: ['accessibility.tell-how', 'accessibility.tell-rights'] },
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
