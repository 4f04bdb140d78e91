// What the beginning of a file says of it.
import { cleanText, readTimestamp } from './rules.js';
import { parseXml } from './xml.js';
/** Reads the beginning of a file: its root and, for SIECLE, its PARAMETRES. */
export async function readHead(file, timeZone) {
    const fields = {};
    let root = '';
    let inside = false;
    let known = false;
    let text = '';
    const visitor = () => ({
        open(name, _, depth) {
            text = '';
            if (depth === 1) {
                root = name;
                known = !name.startsWith('BEE_');
            }
            else if (depth === 2)
                inside = name === 'PARAMETRES';
        },
        text(more) {
            text += more;
        },
        close(name, depth) {
            if (depth === 2 && inside)
                known = true;
            else if (depth === 3 && inside)
                fields[name] = cleanText(text);
            text = '';
        },
    });
    for await (const _ of parseXml(file, visitor))
        if (known)
            break;
    return {
        file,
        root,
        uai: (fields.UAJ ?? '').toUpperCase(),
        year: fields.ANNEE_SCOLAIRE ?? '',
        exportedAt: readTimestamp(fields.HORODATAGE ?? '', timeZone) ?? readTimestamp(fields.DATE_EXPORT ?? '', timeZone),
    };
}
