// Mails to the staff of a school, in French like the desk. No name of a parent or of a child: a mailbox of a school is read
// by many.
import type { T } from '../i18n/translator.js';
import type { ReminderTold } from '../requests/reminding-actions.js';
import { href } from '../routes.js';
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
