// Slips of the finger in the best-known mail hosts. A guess to be shown, never a reason to refuse.

// Hosts that many French families use, and neighbours of theirs that exist as well and are nobody's slip.
const common = [
  'gmail.com',
  'hotmail.com',
  'hotmail.fr',
  'outlook.com',
  'outlook.fr',
  'yahoo.com',
  'yahoo.fr',
  'live.com',
  'live.fr',
  'icloud.com',
  'orange.fr',
  'wanadoo.fr',
  'laposte.net',
  'free.fr',
  'numericable.fr',
  'bbox.fr',
];
const neighbours = new Set(['mail.com', 'email.com', 'ymail.com', 'me.com', 'orange.re', 'free.de']);

/** Whether one letter added, lost, changed, or two neighbours swapped make `a` of `b`. */
function isOneSlipFrom(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  const [one, other] = [a.slice(from), b.slice(from)];
  return (
    one.slice(1) === other ||
    one === other.slice(1) ||
    one.slice(1) === other.slice(1) ||
    (one.slice(2) === other.slice(2) && one[0] === other[1] && one[1] === other[0])
  );
}

/** The address that its writer may have meant: `nadia@gmial.com` gives `nadia@gmail.com`. */
export function likelyMail(mail: string): string | undefined {
  const at = mail.lastIndexOf('@');
  const host = mail.slice(at + 1).toLowerCase();
  if (common.includes(host) || neighbours.has(host)) return undefined;
  const meant = common.find((one) => isOneSlipFrom(host, one));
  return meant === undefined ? undefined : `${mail.slice(0, at)}@${meant}`;
}
