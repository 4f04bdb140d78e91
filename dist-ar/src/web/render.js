import { render } from 'preact-render-to-string';
import { frenchTypography } from '../i18n/french.js';
// Texts between tags, textareas apart: what a person typed there must come back as it was.
const textOfPage = /(<textarea[^>]*>[^<]*<)|>([^<]+)</g;
/** The whole document. A page in French gets its no-break spaces here, so that the desk's pages may be written plainly. */
export function renderPage(page) {
    const html = render(page);
    if (!html.startsWith('<html lang="fr"'))
        return `<!doctype html>${html}`;
    return `<!doctype html>${html.replace(textOfPage, (whole, kept, text) => (kept === undefined ? `>${frenchTypography(text)}<` : whole))}`;
}
