// Enfants: a card per child of the account, and the way to add one.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { type Child, ChildLine } from '../web/children.js';
import { Page } from '../web/layout.js';
import { FrenchName } from '../web/names.js';
import { Alert, ButtonLink, CalmPanel, Card, Note } from '../web/panels.js';
import type { View } from '../web/view.js';

export type ChildCard = Child & {
  readonly town?: string | undefined;
  /** Two-digit code of the register: 10 mother, 20 father… */
  readonly kinship: string;
  /** The link makes a legal representative. */
  readonly legal: boolean;
  /** The parent's name as this school wrote it. */
  readonly guardianName: string;
  /** How many services the school opens for this child. */
  readonly services: number;
  readonly notMineHref?: string | undefined;
};

type ChildrenProps = {
  view: View;
  children: readonly ChildCard[];
  /** Just came by a grouping or an import: told and focused. */
  added?: readonly string[] | undefined;
  /** What became of the last act. */
  told?: string | undefined;
  /** « Ce n'est pas moi » hides some, until the school has looked. */
  hidden?: boolean;
};

export function ChildrenPage({ view, children, added, told, hidden }: ChildrenProps): JSX.Element {
  const { t } = view;
  return (
    <Page
      view={view}
      title={t('children.title')}
      lead={children.length > 0 && t('children.count', { count: children.length })}
      above={
        <>
          {told !== undefined && (
            <Alert kind="info">
              <p>{told}</p>
            </Alert>
          )}
          {hidden === true && (
            <Alert kind="info" title={t('history.objected')}>
              <p>{t('children.hidden')}</p>
            </Alert>
          )}
          {added !== undefined && added.length > 0 && (
            <Alert kind="done" title={t('children.added', { count: added.length })}>
              <p>
                <FrenchName>{added.join(', ')}</FrenchName>
              </p>
            </Alert>
          )}
        </>
      }
    >
      {children.length === 0 && (
        <Note>
          <p>{t('children.none')}</p>
          <p>{t('children.none-advice')}</p>
        </Note>
      )}
      <div class="pairs">
        {children.map((child) => (
          <OneChild view={view} child={child} />
        ))}
      </div>
      <CalmPanel
        title={t('children.missing')}
        action={
          <ButtonLink icon="plus" href={href('grouping')}>
            {t('children.add')}
          </ButtonLink>
        }
      >
        <p>{t('children.missing-why')}</p>
      </CalmPanel>
    </Page>
  );
}

function OneChild({ view, child }: { view: View; child: ChildCard }): JSX.Element {
  const { t } = view;
  const place =
    child.town === undefined || child.town === ''
      ? child
      : { ...child, schoolName: `${child.schoolName ?? ''}, ${child.town}` };
  return (
    <Card>
      <ChildLine child={place} as="h2" />
      <p>{kinshipText(view, child)}</p>
      <p class="soft">{t.rich('children.your-name', { name: <FrenchName>{child.guardianName}</FrenchName> })}</p>
      <ul class="links">
        <li>
          <a href={`${href('services')}#enfant-${child.position + 1}`}>
            <strong>{t('children.services', { count: child.services })}</strong>
          </a>
        </li>
        {child.notMineHref !== undefined && (
          <li>
            <a href={child.notMineHref}>{t('children.not-mine')}</a>
          </li>
        )}
      </ul>
    </Card>
  );
}

const kinships = ['10', '20', '37', '38', '39', '41', '42', '43', '50', '51'] as const;

function kinshipText(view: View, child: ChildCard): string {
  const kinship = kinships.find((code) => code === child.kinship) ?? 'other';
  return view.t('children.kinship', { kinship, legal: child.legal ? 'yes' : 'other' });
}
