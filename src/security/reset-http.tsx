// The link that keeps a second factor: a page, then a button (readers of mail open links).
import { href, routes } from '../routes.js';
import { resetHours } from '../signin/factor-rules.js';
import { type Answer, type Pages, page, redirect, requireParent, type Visit } from '../web/http.js';
import { readLinkedReset, stopLinkedReset, stopOwnReset } from './reset-actions.js';
import { DeadStopPage, StopPage, StoppedPage } from './reset-pages.js';

export function resetStopPages(parents: Pages): void {
  parents.get(routes.stopResetToken, openLink);
  parents.get(routes.stopReset, show);
  parents.post(routes.stopReset, stop);
  parents.post(
    routes.stopOwnReset,
    requireParent(async (visit) => {
      await stopOwnReset(visit.deps, visit.session, visit.address);
      return redirect(href('security', { fait: 'garde' }));
    }),
  );
}

/** The redirect takes the token out of the address at once. */
function openLink(visit: Visit): Answer {
  const value = (visit.params.token ?? '').slice(0, 64);
  return redirect(href('stopReset'), { cookies: [{ name: 'stop', value, maxAgeSeconds: resetHours * 3600 }] });
}

async function show(visit: Visit): Promise<Answer> {
  const found = await readLinkedReset(visit.deps, visit.cookie('stop'));
  if (found === undefined) return { status: 410, page: <DeadStopPage view={visit.view} /> };
  return page(found.stopped ? <StoppedPage view={visit.view} /> : <StopPage view={visit.view} dueAt={found.dueAt} />);
}

async function stop(visit: Visit): Promise<Answer> {
  await stopLinkedReset(visit.deps, visit.cookie('stop'), visit.address);
  return redirect(href('stopReset'));
}
