// The link that keeps a second factor: a page, then a button (readers of mail open links).
import { href, routes } from '../routes.js';
import { type Answer, type Pages, page, redirect, requireParent, type Visit } from '../web/http.js';
import { readLinkedReset, stopLinkedReset, stopOwnReset } from './reset-actions.js';
import { DeadStopPage, StopPage, StoppedPage } from './reset-pages.js';

/** For the page that says that it is over. */
const leastSeconds = 3600;

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

/** The redirect takes the token out of the address at once; its cookie lives as long as there is something to stop. */
async function openLink(visit: Visit): Promise<Answer> {
  const value = (visit.params.token ?? '').slice(0, 64);
  const found = await readLinkedReset(visit.deps, value);
  const left = found === undefined ? 0 : Math.ceil((found.dueAt.getTime() - visit.deps.now().getTime()) / 1000);
  return redirect(href('stopReset'), {
    cookies: [{ name: 'stop', value, maxAgeSeconds: Math.max(left, leastSeconds) }],
  });
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
