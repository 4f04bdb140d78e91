// What a form that makes a passkey asks for, at an enrolment and afterwards.
import { longestFactorName } from '../signin/factor-rules.js';
import { longestPasskey } from '../signin/passkeys.js';
import { line, secret } from '../web/form.js';

/** The name that a person gives to a key. */
export const keyName = line({ max: longestFactorName, need: 'Donnez un nom à cette clé.' });

/** Its name, and what the browser made. */
export const newPasskeyFields = {
  name: keyName,
  passkey: secret({ max: longestPasskey, need: 'Appuyez sur le bouton : votre appareil crée la clé.' }),
};
export const notMade =
  'La clé n’a pas été créée. Votre appareil doit vous reconnaître (doigt, visage ou code). Essayez encore.';
