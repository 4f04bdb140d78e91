// Bytes of an XML file to text: byte order mark, then the XML declaration, then UTF-8. Strict.
/**
 * Chooses the decoder from the first bytes (256 or more, or the whole file). Undefined when the file declares an
 * encoding that we do not read; its name is in `declaredEncoding`.
 */
export function chooseEncoding(start) {
    if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf)
        return strict('utf-8');
    if (start[0] === 0xff && start[1] === 0xfe)
        return start[2] === 0 && start[3] === 0 ? undefined : strict('utf-16le');
    if (start[0] === 0xfe && start[1] === 0xff)
        return strict('utf-16be');
    if (start[0] === 0x3c && start[1] === 0)
        return strict('utf-16le');
    if (start[0] === 0 && start[1] === 0x3c)
        return strict('utf-16be');
    switch (declaredEncoding(start)) {
        case 'utf-8':
        case 'utf8':
        case 'us-ascii':
        case 'ascii':
            return strict('utf-8');
        case 'iso-8859-15':
        case 'iso_8859-15':
        case 'latin9':
        case 'latin-9':
            return oneByte('iso-8859-15', latin9Differences, toLatin9);
        case 'iso-8859-1':
        case 'iso_8859-1':
        case 'latin1':
        case 'latin-1':
            return oneByte('iso-8859-1', /[\x80-\x9f]/, toWindows);
        case 'windows-1252':
        case 'cp1252':
            return oneByte('windows-1252', /[\x80-\x9f]/, toWindows);
        default:
            return undefined;
    }
}
/** The encoding of the XML declaration in lower case; UTF-8 when there is none. */
export function declaredEncoding(start) {
    const head = start.toString('latin1', 0, 256);
    const declaration = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']{1,40})["']/.exec(head);
    return (declaration?.[1] ?? 'utf-8').trim().toLowerCase();
}
function strict(label) {
    const decoder = new TextDecoder(label, { fatal: true });
    return { label, read: (bytes, last) => decoder.decode(bytes, { stream: !last }) };
}
// ISO-8859-15 is ISO-8859-1 with eight other signs. Slicing as Latin-1 and correcting the few chunks that hold one of
// them is five times as fast as TextDecoder, whose single-byte decoders go letter by letter.
const latin9Differences = /[\xa4\xa6\xa8\xb4\xb8\xbc-\xbe]/;
const latin9Letters = {
    '\xa4': '€',
    '\xa6': 'Š',
    '\xa8': 'š',
    '\xb4': 'Ž',
    '\xb8': 'ž',
    '\xbc': 'Œ',
    '\xbd': 'œ',
    '\xbe': 'Ÿ',
};
const toLatin9 = (text) => text.replace(/[\xa4\xa6\xa8\xb4\xb8\xbc-\xbe]/g, (sign) => latin9Letters[sign] ?? sign);
// A file that says ISO-8859-1 and holds 80 to 9F was written on Windows: those are its letters, not control signs.
const windows = new TextDecoder('windows-1252');
const toWindows = (text) => text.replace(/[\x80-\x9f]/g, (sign) => windows.decode(Uint8Array.of(sign.charCodeAt(0))));
// « é » written in UTF-8 and read as one-byte letters gives « Ã© »: Ã before a sign that no name puts there.
const misread = /\xc3[\x80-\xbf]/;
/** Thrown for a file that declares a one-byte encoding and is written in UTF-8. `before` is the text up to there. */
export class MisreadAsOneByte extends Error {
    before;
    constructor(before) {
        super('UTF-8 read as one byte');
        this.before = before;
    }
}
function oneByte(label, differences, correct) {
    return {
        label,
        read: (bytes) => {
            const raw = bytes.toString('latin1');
            if (bytes.includes(0xc3)) {
                const found = misread.exec(raw);
                if (found !== null)
                    throw new MisreadAsOneByte(raw.slice(0, found.index));
            }
            return differences.test(raw) ? correct(raw) : raw;
        },
    };
}
/** The text before the first byte that the encoding cannot hold, to count its lines. */
export function textBeforeFault(bytes, label) {
    return new TextDecoder(label).decode(bytes).split('\ufffd')[0] ?? '';
}
