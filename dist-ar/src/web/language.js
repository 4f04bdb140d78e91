// Which language a page speaks: the one chosen in this browser, else the account's, else French. What the browser says
// that it likes is offered, never forced: a borrowed telephone is not its reader.
import Negotiator from 'negotiator';
import { spokenLanguages } from '../i18n/messages.js';
/** The language that the browser likes best among ours, unless that is French. */
export function offeredLanguage(acceptLanguage) {
    if (acceptLanguage === undefined || acceptLanguage.length > 200)
        return undefined;
    // Browsers say « zh-CN »: every Chinese is offered the only one that we have.
    const ours = new Map(spokenLanguages().map((locale) => [locale.split('-', 1)[0] ?? locale, locale]));
    const best = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).language([...ours.keys()]);
    const found = best === undefined || acceptLanguage.trim() === '*' ? undefined : ours.get(best);
    return found === 'fr' ? undefined : found;
}
