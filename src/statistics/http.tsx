// /ecole/statistiques
import type { DeskVisit } from '../school/at-desk.js';
import type { SchoolPages } from '../staff/site.js';
import { type Answer, download, page } from '../web/http.js';
import { exportStatistics, readStatistics } from './actions.js';
import { StatisticsPage } from './pages.js';

export function statisticsPages(desk: SchoolPages): void {
  desk.get('schoolStatistics', show);
  desk.get('schoolStatisticsFile', serve);
}

async function show({ deps, desk, view }: DeskVisit): Promise<Answer> {
  return page(<StatisticsPage view={view} desk={desk} statistics={await readStatistics(deps, desk)} />);
}

async function serve({ deps, desk }: DeskVisit): Promise<Answer> {
  const bytes = await exportStatistics(deps, desk);
  return download({ bytes, name: `statistiques-${desk.schoolUai}.csv`, type: 'text/csv; charset=utf-8' });
}
