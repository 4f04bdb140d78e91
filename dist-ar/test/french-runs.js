// Words of Latin letters that stand bare in a page that runs from the right: a browser would re-order them, a voice would
// spell them. Names, identifiers and addresses belong in <bdi> or between isolating signs.
import { NodeType, parse } from 'node-html-parser';
/** Examples and proper names that a translation itself holds. */
const known = /\b(Fratrie|JavaScript|cookies|ENT|CNIL|Cookies|[\w-]+(\.[\w-]+)*\.fr|m\.durand1234|7KQ2.M4XA.9TRD|prenom@exemple\.fr)\b/g;
const isolated = /[\u2066\u2068][^\u2069]*\u2069/g;
const bareWords = (text) => {
    const left = text.replace(isolated, '').replace(isolated, '').replace(known, '');
    return /[\p{Script=Latin}]{2,}/u.test(left) ? left.trim() : undefined;
};
export function bareFrenchRuns(html) {
    const body = parse(html).querySelector('body');
    const found = [];
    const walk = (node) => {
        if (node.nodeType === NodeType.TEXT_NODE) {
            const bare = bareWords(node.text);
            if (bare !== undefined)
                found.push(bare);
        }
        for (const child of node.childNodes) {
            const element = child.nodeType === NodeType.ELEMENT_NODE ? child : undefined;
            const apart = element !== undefined &&
                (element.hasAttribute('lang') ||
                    element.getAttribute('aria-hidden') === 'true' ||
                    /^(BDI|SCRIPT|STYLE)$/.test(element.tagName));
            // A name alone as a label has nothing to be mixed with.
            const label = element?.getAttribute('aria-label') ?? '';
            if (/\p{Script=Arabic}/u.test(label) && bareWords(label) !== undefined)
                found.push(label);
            if (!apart)
                walk(child);
        }
    };
    if (body !== null)
        walk(body);
    return found;
}
