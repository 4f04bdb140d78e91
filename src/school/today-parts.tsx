// Parts of the first page: the register and when it is due, letters that stopped, the year's curve, whom to call.
import type { JSX } from 'preact';
import type { CivilDate } from '../kernel/civil-date.js';
import { href } from '../routes.js';
import { Icon } from '../web/icons.js';
import { FrenchName, Phone } from '../web/names.js';
import { CalmPanel } from '../web/panels.js';
import type { View } from '../web/view.js';

export type RegisterToday = {
  readonly appliedAt: Date | null;
  readonly waitingId: number | null;
  readonly waitingSince: Date | null;
  /** The day by which the register is expected again; null when it never came. */
  readonly dueOn: CivilDate | null;
};

type WorkProps = { view: View; day: CivilDate; register: RegisterToday; failedBatches: number };

/** Lines of what is not a number of families: the register first, then letters that stopped. */
export function Work({ view, day, register, failedBatches }: WorkProps): JSX.Element {
  return (
    <ul class="work">
      {register.waitingId !== null && register.waitingSince !== null && (
        <li class="shut">
          <Icon name="upload" />
          <span>
            <a href={href('schoolImport', { import: register.waitingId })}>Un import attend votre accord</a>, reçu le{' '}
            {view.t.moment(register.waitingSince)}.
          </span>
        </li>
      )}
      {failedBatches > 0 && (
        <li class="bad">
          <Icon name="alert" />
          <span>
            <a href={href('schoolLetters')}>
              {failedBatches === 1
                ? 'Des lettres se sont arrêtées'
                : `${failedBatches} lots de lettres se sont arrêtés`}
            </a>
            . Rien n’a été fait : demandez-les de nouveau.
          </span>
        </li>
      )}
      <RegisterLine view={view} day={day} register={register} />
    </ul>
  );
}

function RegisterLine({ view, day, register }: Omit<WorkProps, 'failedBatches'>): JSX.Element {
  const { appliedAt, dueOn } = register;
  if (appliedAt === null || dueOn === null)
    return (
      <li class="shut">
        <Icon name="upload" />
        <span>
          La base élèves n’est pas encore chargée. <a href={href('schoolImports')}>Envoyer les fichiers</a>
        </span>
      </li>
    );
  const late = dueOn < day;
  return (
    <li class={late ? 'shut' : undefined}>
      <Icon name={late ? 'clock' : 'check'} />
      <span>
        Base élèves chargée le {view.t.dayOf(appliedAt)}.{' '}
        {late ? (
          <>
            Une nouvelle était attendue le {view.t.day(dueOn)}. <a href={href('schoolImports')}>Envoyer les fichiers</a>
          </>
        ) : (
          `La prochaine est attendue avant le ${view.t.day(dueOn)}.`
        )}
      </span>
    </li>
  );
}

export type DeskHelp = {
  readonly networkName: string;
  readonly phone: string | null;
  readonly hours: string | null;
};

export function HelpAtDesk({ help }: { help: DeskHelp }): JSX.Element {
  return (
    <CalmPanel title="Besoin d’aide ?" icon="phone">
      {help.phone === null ? (
        <p>
          Appelez la personne qui s’occupe de <FrenchName>{help.networkName}</FrenchName>. Un parent demande de l’aide ?
          Cherchez son nom, puis ouvrez son compte.
        </p>
      ) : (
        <p>
          <FrenchName>{help.networkName}</FrenchName> : <Phone number={help.phone} />
          {help.hours !== null && `, ${help.hours}`}. Ne donnez jamais un code de lettre par téléphone.
        </p>
      )}
    </CalmPanel>
  );
}
