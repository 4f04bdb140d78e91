// How second factors are written: security codes of six digits, recovery codes of ten signs.
import { westernDigits } from '../kernel/text.js';

/** Minutes that a proved password waits for its second factor. */
export const secondStepMinutes = 5;
/** Second factors of one account: an application, and a passkey for each telephone of a large family. */
export const mostFactors = 11;
/** Of the name that a parent gives to a passkey. */
export const longestFactorName = 40;
/** Hours between a school's asking to remove a lost factor and its removal: time for the owner to say no. */
export const resetHours = 72;

/** What operators set: longer, never shorter. */
export const resetHoursWith = (set: { readonly resetHours: number | null }): number =>
  Math.max(set.resetHours ?? resetHours, resetHours);
export const recoveryCodes = 10;
/** Minutes for which the page of new recovery codes can be read again. */
export const recoveryShownMinutes = 10;

/**
 * The six digits of a security code as typed: blanks and dashes dropped, full-width and Arabic digits read.
 * Undefined for anything that is no code.
 */
export function parseSecurityCode(typed: string): string | undefined {
  if (typed.length > 20) return undefined;
  const digits = westernDigits(typed.normalize('NFKC')).replace(/[\s-]+/g, '');
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten signs of Crockford's base 32 (50 bits) from ten random bytes. */
export function composeRecoveryCode(bytes: Uint8Array): string {
  return [...bytes.slice(0, 10)].map((byte) => signs[byte & 31]).join('');
}

/** « 4K7M2-0XP9R » */
export const printRecoveryCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

/** As typed, in any case, with or without the dash; O is read as 0, I and L as 1. Undefined for anything else. */
export function parseRecoveryCode(typed: string): string | undefined {
  if (typed.length > 40) return undefined;
  const code = westernDigits(typed.normalize('NFKC'))
    .toUpperCase()
    .replace(/[\s-]+/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === 10 && [...code].every((sign) => signs.includes(sign)) ? code : undefined;
}
