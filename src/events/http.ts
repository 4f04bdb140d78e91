// /evenements: an application that cannot receive fetches its events, with its own token; and the keys that sign them.
import { routes } from '../routes.js';
import { type Answer, answerProgram, type Pages, type Visit } from '../web/http.js';
import { fetchEvents, publishedKeys } from './fetching-actions.js';

const json = 'application/json; charset=utf-8';

export function eventPages(parents: Pages): void {
  parents.outside.get(routes.events, events);
  parents.outside.get(routes.eventKeys, async ({ deps }) => ({
    ...answerProgram(json, JSON.stringify(await publishedKeys(deps))),
    headers: { 'cache-control': 'public, max-age=3600' },
  }));
}

const refusalOf = (status: number, error: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  ...answerProgram(json, JSON.stringify({ error })),
  status,
  headers,
});

async function events(visit: Visit): Promise<Answer> {
  const token = /^Bearer ([\w-]{20,200})$/i.exec(visit.authorization)?.[1];
  const after = numberIn(visit.query.after, 0, Number.MAX_SAFE_INTEGER);
  const limit = numberIn(visit.query.limit, 50, 200);
  if (token === undefined) return refusalOf(401, 'unauthorized', { 'www-authenticate': 'Bearer' });
  if (after === undefined || limit === undefined || limit < 1) return refusalOf(400, 'invalid_request');
  const fetched = await fetchEvents(visit.deps, token, after, limit);
  if (!fetched.ok) return refusalOf(401, 'unauthorized', { 'www-authenticate': 'Bearer error="invalid_token"' });
  return answerProgram(json, fetched.value);
}

/** A whole number given once, or what it is without; undefined when it is something else. */
function numberIn(given: unknown, otherwise: number, most: number): number | undefined {
  if (given === undefined) return otherwise;
  const number = typeof given === 'string' && /^\d{1,16}$/.test(given) ? Number(given) : Number.NaN;
  return number <= most ? number : undefined;
}
