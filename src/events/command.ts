// `events list|retry|replay`: what applications were told, and telling it again.

import { parseArgs } from 'node:util';
import type { Io } from '../command.js';
import { type DeliveryFilter, listDeliveries } from '../db/delivery-lists.js';
import type { Deps } from '../deps.js';
import { parseCivilDate, startOfDay } from '../kernel/civil-date.js';
import { replayEvents, retryEvents } from './operator-actions.js';
import type { DeliveryState } from './rules.js';

const usage = `Usage :
  events list [--client NUMÉRO] [--state waiting|parked|done] [--limit 100]   une ligne de JSON par envoi, le dernier d’abord
  events retry ENVOI | --client NUMÉRO     essaie de nouveau ce qui n’est pas arrivé
  events replay --client NUMÉRO --since 2026-10-15   envoie de nouveau ce qui est arrivé, sous les mêmes clés
`;

const text = { type: 'string' } as const;
const options = { client: text, state: text, limit: text, since: text };
const states: readonly DeliveryState[] = ['done', 'waiting', 'parked'];

export async function eventsCommand(deps: Deps, argv: readonly string[], io: Io): Promise<number> {
  const misuse = (why: string) => {
    io.err(`${why}\n${usage}`);
    return 2;
  };
  let parsed: { values: Partial<Record<keyof typeof options, string>>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return misuse(error instanceof Error ? error.message : String(error));
  }
  const [act, typed, ...more] = parsed.positionals;
  const { values } = parsed;
  const number = (given: string | undefined) =>
    given === undefined ? undefined : /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
  const [clientId, id, limit] = [number(values.client), number(typed), number(values.limit)];
  if ([clientId, id, limit].some(Number.isNaN) || more.length > 0) return misuse('Un numéro est attendu.');
  const state = states.find((one) => one === values.state);
  if (act === 'list' && id === undefined) {
    if (values.state !== undefined && state === undefined) return misuse('--state : waiting, parked ou done.');
    const filter: DeliveryFilter = {
      ...(clientId === undefined ? {} : { clientId }),
      ...(state === undefined ? {} : { state }),
      limit: Math.min(limit ?? 100, 10_000),
    };
    for (const one of await listDeliveries(deps.db, filter)) io.out(`${JSON.stringify(one)}\n`);
    return 0;
  }
  if (act === 'retry' && (id === undefined) !== (clientId === undefined)) {
    const which = id === undefined ? { clientId: clientId ?? 0 } : { id };
    const retried = await retryEvents(deps, which, 'command');
    if (!retried.ok) throw new Error('a command may try anything anew');
    return told(io, retried.value, 'à essayer de nouveau');
  }
  const since = values.since === undefined ? undefined : parseCivilDate(values.since);
  if (act === 'replay' && clientId !== undefined && since !== undefined) {
    const replayed = await replayEvents(deps, clientId, startOfDay(since, deps.config.timeZone), 'command');
    if (!replayed.ok) throw new Error('a command may send anything again');
    return told(io, replayed.value, 'à envoyer de nouveau');
  }
  return misuse('Dites list, retry ou replay.');
}

function told(io: Io, count: number, what: string): number {
  if (count === 0) io.err('Aucun envoi ne correspond. Rien n’a changé.\n');
  else io.out(`${count} envoi${count > 1 ? 's' : ''} ${what}.\n`);
  return count === 0 ? 1 : 0;
}
