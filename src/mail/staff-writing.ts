// Mails to the staff of a school, in French like the desk. No name of a parent or of a child: a mailbox of a school is read
// by many.

import type { TokenTold } from '../db/tokens.js';
import type { T } from '../i18n/translator.js';
import type { ReminderTold } from '../requests/reminding-actions.js';
import { href } from '../routes.js';
import type { StaffMoment, TokenMoment } from './rules.js';
import { type Sender, type Written, write } from './writing.js';

export function writeRequestReminder(t: T, sender: Sender, told: ReminderTold): Written {
  const { count, schoolName, oldest, answerBy } = told;
  const several = count > 1;
  return write(t, sender, several ? `${count} demandes attendent votre réponse` : 'Une demande attend votre réponse', [
    several
      ? `${count} demandes de parents attendent une réponse de votre établissement, ${schoolName}.`
      : `Une demande de parent attend une réponse de votre établissement, ${schoolName}.`,
    `${several ? 'La plus ancienne' : 'Elle'} attend depuis le ${t.dayOf(oldest)}. Après le ${t.dayOf(answerBy)}, le réseau peut décider sans vous.`,
    'Voyez les demandes ici, avec votre accès :',
    { link: `${sender.address}${href('schoolRequests')}` },
  ]);
}

/** Whoever answers for a program learns of it without looking: a person is asked for a code, a program is not. */
export function writeTokenNotice(t: T, sender: Sender, what: TokenMoment, told: TokenTold): Written {
  const { name, madeBy, endsAt, place, atSchool } = told;
  const where = `${sender.address}${href(atSchool ? 'schoolTokens' : 'networkTokens')}`;
  const sentence =
    what === 'made'
      ? `${madeBy} a fait un jeton pour le programme « ${name} » (${place}). Il marche jusqu’au ${t.dayOf(endsAt)}.`
      : `Le programme « ${name} » (${place}) a fait aujourd’hui tout ce que son jeton permet en un jour. Il s’arrête jusqu’à demain.`;
  return write(
    t,
    sender,
    what === 'made' ? 'Un jeton a été fait pour un programme' : 'Un programme a atteint sa limite du jour',
    [sentence, 'Si cela vous étonne, retirez ce jeton ici, avec votre accès :', { link: where }],
  );
}

const staffMoments: Readonly<Record<StaffMoment, { readonly subject: string; readonly done: string }>> = {
  passkey_added: { subject: 'Une clé d’accès a été ajoutée', done: 'Une clé d’accès a été ajoutée à votre accès' },
  passkey_removed: { subject: 'Une clé d’accès a été retirée', done: 'Une clé d’accès a été retirée de votre accès' },
  application_added: {
    subject: 'Une application de codes a été ajoutée',
    done: 'Une application de codes a été ajoutée à votre accès',
  },
  application_removed: {
    subject: 'L’application de codes a été retirée',
    done: 'L’application de codes a été retirée de votre accès',
  },
  recovery_codes_made: {
    subject: 'De nouveaux codes de secours ont été faits',
    done: 'Dix nouveaux codes de secours ont été faits pour votre accès. Les anciens ne valent plus rien',
  },
  identity_linked: {
    subject: 'Votre accès a été relié à l’académie',
    done: 'Votre accès a été relié à une identité de l’académie, qui l’ouvre maintenant',
  },
  identity_unlinked: {
    subject: 'Votre accès n’est plus relié à l’académie',
    done: 'Votre accès n’est plus relié à une identité de l’académie',
  },
  access_renewed: {
    subject: 'Votre accès est à refaire',
    done: 'Votre mot de passe et votre deuxième sécurité ont été effacés par une personne qui tient les accès. Elle vous remet un lien pour refaire votre accès',
  },
};

/** His own access has changed: the one who did it knows, and anybody else must learn it. */
export function writeStaffNotice(t: T, sender: Sender, what: StaffMoment, at: Date): Written {
  const { subject, done } = staffMoments[what];
  return write(t, sender, subject, [
    `${done} (${t.moment(at)}).`,
    what === 'access_renewed'
      ? 'Si vous n’avez rien demandé, appelez votre direction ou le réseau, tout de suite.'
      : 'Si ce n’est pas vous, faites refaire votre accès tout de suite : appelez votre direction ou le réseau. Sinon, il n’y a rien à faire.',
    'Voyez votre accès ici :',
    { link: `${sender.address}${href('staffAccess')}` },
  ]);
}
