// The letters of a batch, class by class, and which of them were handed out.
import type { JSX } from 'preact';
import { href } from '../routes.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { Form } from '../web/fields.js';
import { FrenchName, Identifier } from '../web/names.js';
import { Button, ButtonLink, Buttons } from '../web/panels.js';
import { Chips, Pager, Table } from '../web/tables.js';
import type { View } from '../web/view.js';
import type { Batch } from './pages.js';
import { type BatchClass, type BatchLetter, type BatchShown, perPage } from './rules.js';

export const hrefOfShown = (batch: number, { division, page }: BatchShown): string =>
  href(
    'schoolLetterBatch',
    { batch },
    {
      ...(division === undefined ? {} : { classe: division }),
      ...(page === 1 ? {} : { page: String(page) }),
    },
  );

const stateOf = (letter: BatchLetter): string =>
  letter.used ? 'Compte ouvert' : letter.over ? 'Ne marche plus' : 'Valable';

type HandingProps = {
  view: View;
  desk: Desk;
  batch: Pick<Batch, 'id' | 'letters' | 'handed'>;
  letters: readonly BatchLetter[];
  classes: readonly BatchClass[];
  shown: BatchShown;
};

export function Handing({ view, desk, batch, letters, classes, shown }: HandingProps): JSX.Element {
  const marks = may(desk.role, 'hand_letters');
  const { division, page } = shown;
  const at = (one: BatchShown) => hrefOfShown(batch.id, one);
  const next = classes[classes.findIndex((one) => one.division === division) + 1];
  const noted = classes.find((one) => one.division === division) ?? batch;
  return (
    <>
      {classes.length > 1 && (
        <Chips
          label="Classes"
          chips={[
            { href: at({ division: undefined, page: 1 }), label: 'Toutes', current: division === undefined },
            ...classes.map((one) => ({
              href: at({ division: one.division, page: 1 }),
              label: `${one.division}, reste`,
              count: one.letters - one.handed,
              current: one.division === division,
            })),
          ]}
        />
      )}
      <Form view={view} action={at(shown)}>
        <input type="hidden" name="shown" value={letters.map(({ id }) => id).join('.')} />
        <Table
          caption="Destinataires"
          columns={[
            { name: 'Classe' },
            { name: 'Élèves' },
            { name: 'Parent' },
            { name: 'Identifiant' },
            { name: 'Lettre' },
            { name: 'Remise' },
          ]}
          rows={letters.map((letter) => ({
            cells: [
              <FrenchName>{letter.division ?? '—'}</FrenchName>,
              <FrenchName>{letter.pupils}</FrenchName>,
              <a href={href('schoolAccount', { account: letter.accountId })}>
                <FrenchName>{letter.guardian}</FrenchName>
              </a>,
              <Identifier>{letter.identifier}</Identifier>,
              stateOf(letter),
              <label class="choice">
                <input
                  type="checkbox"
                  name="handed"
                  value={String(letter.id)}
                  checked={letter.handed === true}
                  disabled={!marks}
                  aria-label={`Lettre ${letter.number} remise`}
                />
                <span>
                  remise
                  {letter.handed === false && <small>Pas encore</small>}
                </span>
              </label>,
            ],
          }))}
        />
        <Pager
          view={view}
          page={page}
          pages={Math.max(1, Math.ceil(noted.letters / perPage(division)))}
          hrefOf={(one) => at({ division, page: one })}
          summary={`${noted.handed} ${noted.handed > 1 ? 'lettres remises' : 'lettre remise'} sur ${noted.letters}`}
        />
        {marks && (
          <Buttons>
            <Button kind="second">Noter les lettres remises</Button>
            <Button kind="second" name="toutes" value="oui">
              {noted.letters > letters.length ? 'Toutes celles-ci sont remises' : 'Toutes sont remises'}
            </Button>
            {division !== undefined && next !== undefined && (
              <ButtonLink kind="second" href={at({ division: next.division, page: 1 })}>
                {`Classe suivante : ${next.division}`}
              </ButtonLink>
            )}
          </Buttons>
        )}
      </Form>
    </>
  );
}
