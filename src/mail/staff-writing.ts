// Mails to the staff of a school, in French like the desk. No name of a parent or of a child: a mailbox of a school is read
// by many.

import type { TokenTold } from '../db/tokens.js';
import type { T } from '../i18n/translator.js';
import type { ReminderTold } from '../requests/reminding-actions.js';
import { href } from '../routes.js';
import type { TokenMoment } from './rules.js';
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
