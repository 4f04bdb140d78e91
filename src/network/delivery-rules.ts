// The deliveries that an operator looks at: what the address of the page says, and back.
import type { DeliveryState, EventKind } from '../events/rules.js';
import { type CivilDate, parseCivilDate } from '../kernel/civil-date.js';

export type DeliveryQuery = {
  readonly clientId: number | undefined;
  readonly state: DeliveryState | undefined;
  readonly kind: EventKind | undefined;
  /** First and last day. */
  readonly from: CivilDate | undefined;
  readonly to: CivilDate | undefined;
  /** From 1. */
  readonly page: number;
};

export const deliveriesOnPage = 50;
export const stateNames: Readonly<Record<DeliveryState, string>> = {
  waiting: 'en-attente',
  parked: 'abandonnes',
  done: 'recus',
};
export const kindNames: Readonly<Record<EventKind, string>> = {
  'account-grouped': 'regroupement',
  'account-ungrouped': 'separation',
  'account-disabled': 'arret',
  'account-changed': 'changement',
};

function keyOf<K extends string>(names: Readonly<Record<K, string>>, name: unknown): K | undefined {
  return (Object.keys(names) as K[]).find((key) => names[key] === name);
}

const number = (value: unknown, longest: number): number | undefined =>
  typeof value === 'string' && /^[1-9][0-9]*$/.test(value) && value.length <= longest ? Number(value) : undefined;
const day = (value: unknown): CivilDate | undefined => (typeof value === 'string' ? parseCivilDate(value) : undefined);

/** What an address cannot mean is left out. */
export function readDeliveryQuery(query: Readonly<Record<string, unknown>>): DeliveryQuery {
  return {
    clientId: number(query.application, 15),
    state: keyOf(stateNames, query.etat),
    kind: keyOf(kindNames, query.genre),
    from: day(query.du),
    to: day(query.au),
    page: number(query.page, 5) ?? 1,
  };
}

export function writeDeliveryQuery(query: DeliveryQuery): Record<string, string> {
  const { clientId, state, kind, from, to, page } = query;
  return {
    ...(clientId === undefined ? {} : { application: String(clientId) }),
    ...(state === undefined ? {} : { etat: stateNames[state] }),
    ...(kind === undefined ? {} : { genre: kindNames[kind] }),
    ...(from === undefined ? {} : { du: from }),
    ...(to === undefined ? {} : { au: to }),
    ...(page === 1 ? {} : { page: String(page) }),
  };
}

/** What an application answered, or why it could not, in words. */
export function answerWords(answer: string | null): string {
  if (answer === null) return 'Pas encore essayé';
  const known: Readonly<Record<string, string>> = {
    not_registered: 'L’adresse n’est plus celle qui est inscrite',
    not_allowed: 'L’adresse mène à un réseau interdit',
    unreachable: 'L’application ne répond pas',
    too_slow: 'L’application n’a pas répondu en 5 secondes',
    too_long: 'La réponse est trop longue',
    fetched: 'Venue le chercher',
  };
  if (known[answer] !== undefined) return known[answer];
  if (!/^[0-9]{3}$/.test(answer)) return answer;
  const family: Readonly<Record<string, string>> = {
    '2': 'Reçu',
    '3': 'Renvoie à une autre adresse',
    '4': 'Refusé par l’application',
    '5': 'L’application est en panne',
  };
  return `${family[answer.charAt(0)] ?? 'Réponse'} (${answer})`;
}
