// The two pages that every foot leads to, and the choice of a language; open to all.

import { spokenLanguage } from '../i18n/messages.js';
import { chooseLanguage } from '../profile/language-actions.js';
import { href, routes } from '../routes.js';
import { type Answer, type Pages, page, redirect, returnPath, type Visit } from '../web/http.js';
import { NotFound } from '../web/problems.js';
import { readDeclaration } from './declaration.js';
import { AccessibilityPage, DataPage } from './pages.js';

export function sitePages(parents: Pages): void {
  parents.get(routes.accessibility, ({ view }) => page(<AccessibilityPage view={view} checked={readDeclaration()} />));
  parents.get(routes.data, ({ view }) => page(<DataPage view={view} />));
  parents.get(routes.chooseLanguage, keepLanguage);
}

const yearSeconds = 365 * 24 * 3600;

/**
 * A link, so that it works everywhere: a page of another site that leads here changes words, nothing else. Only our own
 * pages change a language that the account has.
 */
async function keepLanguage(visit: Visit): Promise<Answer> {
  const language = spokenLanguage(visit.params.language);
  if (language === undefined) throw new NotFound();
  const { deps, session } = visit;
  if (session?.kind === 'parent' && visit.fromOwnPage) await chooseLanguage(deps, session, language);
  return redirect(returnPath(visit.query.retour, href('root')), {
    cookies: [{ name: 'language', value: language, maxAgeSeconds: yearSeconds }],
  });
}
