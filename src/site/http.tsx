// The two pages that every foot leads to; open to all.
import { routes } from '../routes.js';
import { type Pages, page } from '../web/http.js';
import { AccessibilityPage, DataPage } from './pages.js';

export function sitePages(parents: Pages): void {
  parents.get(routes.accessibility, ({ view }) => page(<AccessibilityPage view={view} />));
  parents.get(routes.data, ({ view }) => page(<DataPage view={view} />));
}
