// What is wrong in what a school wrote: the form, and what became of the requests.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { Choice, Select } from '../web/choices.js';
import { State } from '../web/facts.js';
import { Form, TextArea } from '../web/fields.js';
import { Page } from '../web/layout.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Alert, Button, ButtonLink, Buttons, Card, Note } from '../web/panels.js';
import type { FieldError, View } from '../web/view.js';
import { type CorrectionField, type CorrectionState, correctionFields } from './rules.js';

export type CorrectionTyped = {
  readonly about?: string | undefined;
  readonly field?: CorrectionField | undefined;
  readonly wanted?: string | undefined;
};

export type CorrectionShown = {
  readonly reference: string;
  readonly schoolName: string;
  readonly field: CorrectionField;
  readonly wanted: string;
  readonly createdAt: Date;
  readonly state: CorrectionState;
  /** Why the school refused, in its own words. */
  readonly reason: string | null;
};

type Props = {
  view: View;
  /** The parent as each school wrote him, then his children. */
  subjects: readonly { readonly value: string; readonly name: string; readonly schoolName: string }[];
  asked: readonly CorrectionShown[];
  typed?: CorrectionTyped;
  errors?: readonly FieldError[];
  sent?: boolean;
};

/** Posts `about`, `field` and `wanted`. */
export function CorrectionPage({ view, subjects, asked, typed = {}, errors = [], sent }: Props): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('correction.title')}
      lead={t('correction.why')}
      errors={errors}
      above={
        sent === true && (
          <Alert kind="done" title={t('correction.sent')}>
            <p>{t('correction.sent-next')}</p>
          </Alert>
        )
      }
    >
      {asked.length > 0 && (
        <Card title={t('correction.list')}>
          <ul class="rows">
            {asked.map((one) => (
              <li>
                <OneAsked view={view} asked={one} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {subjects.length === 0 ? (
        <Note>
          <p>{t('correction.nobody')}</p>
        </Note>
      ) : (
        <Form view={view} action={href('correction')}>
          <Choice
            kind="radio"
            framed
            name="about"
            label={t('correction.about')}
            options={subjects.map(({ value, name, schoolName }) => ({
              value,
              label: <FrenchName>{name}</FrenchName>,
              detail: <FrenchName>{schoolName}</FrenchName>,
            }))}
            chosen={typed.about === undefined ? [] : [typed.about]}
            errors={errors}
          />
          <Select
            name="field"
            label={t('correction.field')}
            value={typed.field ?? ''}
            options={[
              { value: '', label: t('correction.choose') },
              ...correctionFields.map((field) => ({ value: field, label: t('correction.field-name', { field }) })),
            ]}
            errors={errors}
          />
          <TextArea
            name="wanted"
            label={t('correction.wanted')}
            hint={t('correction.wanted-hint')}
            value={typed.wanted}
            errors={errors}
          />
          <Buttons>
            <Button>{t('correction.submit')}</Button>
            <ButtonLink kind="second" href={href('account')}>
              {t('profile.cancel')}
            </ButtonLink>
          </Buttons>
        </Form>
      )}
    </Page>
  );
}

const looks = { open: 'pending', corrected: 'done', refused: 'closed' } as const;

function OneAsked({ view, asked }: { view: View; asked: CorrectionShown }): JSX.Element {
  const { t } = view;
  return (
    <div class="grow">
      <p>
        <strong>{t('correction.field-name', { field: asked.field })}</strong>
        {' · '}
        <bdi>{asked.wanted}</bdi>
      </p>
      <p>
        <State kind={looks[asked.state]}>{t('correction.state', { state: asked.state })}</State>
      </p>
      {asked.reason !== null && (
        <p>
          {t.rich('correction.reason', {
            reason: (
              <bdi lang="fr" dir="ltr">
                {asked.reason}
              </bdi>
            ),
          })}
        </p>
      )}
      <p class="soft">
        <FrenchName>{asked.schoolName}</FrenchName>
        <br />
        {t.dayOf(asked.createdAt)}
        {' · '}
        <Identifier>{asked.reference}</Identifier>
      </p>
    </div>
  );
}
