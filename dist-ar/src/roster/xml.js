// Reads one XML file as a stream of elements, within limits, and refuses what cannot be trusted:
// nothing outside the file is ever opened, entities are those of XML alone, memory is bounded whatever the file holds.
import { SaxesParser } from 'saxes';
import { chooseEncoding, declaredEncoding, MisreadAsOneByte, textBeforeFault } from './encoding.js';
import { DeliveryRefused } from './findings.js';
const limits = { depth: 10, attribute: 1024, text: 65_536, silence: 131_072 };
/**
 * Parses a file and yields after each piece of it, so that whoever reads can empty what `visitor` gathered. `visitor` is
 * made with a function that tells the current line. Throws DeliveryRefused with the line.
 */
export async function* parseXml(file, makeVisitor) {
    const parser = new SaxesParser({ xmlns: false, position: true });
    const refuse = (code, why) => {
        throw new DeliveryRefused(code, file.name, parser.line, `Le fichier est refusé à la ligne ${parser.line} : ${why}`);
    };
    const visitor = makeVisitor(() => parser.line);
    let depth = 0;
    let textLength = 0;
    let silence = 0;
    let ending = false;
    parser.on('error', (error) => {
        if (ending)
            refuse('FILE_NOT_WELL_FORMED', 'il est coupé, sa fin manque. Faites l’export de nouveau et comparez les tailles.');
        refuse('FILE_NOT_WELL_FORMED', inFrench(error.message));
    });
    parser.on('doctype', (doctype) => {
        if (/<!ENTITY|%/i.test(doctype))
            refuse('DTD_ENTITIES', 'sa DTD déclare des entités, ce qu’aucun export ne fait. Ce fichier peut être un piège.');
    });
    parser.on('opentag', (tag) => {
        silence = 0;
        textLength = 0;
        depth += 1;
        if (depth > limits.depth)
            refuse('FILE_LIMIT', `plus de ${limits.depth} balises sont ouvertes l’une dans l’autre.`);
        for (const name in tag.attributes)
            if ((tag.attributes[name] ?? '').length > limits.attribute)
                refuse('FILE_LIMIT', `l’attribut « ${name.slice(0, 40)} » est trop long.`);
        visitor.open(tag.name, tag.attributes, depth);
    });
    const onText = (text) => {
        silence = 0;
        textLength += text.length;
        if (textLength > limits.text)
            refuse('FILE_LIMIT', 'un texte dépasse 64 ko.');
        visitor.text(text);
    };
    parser.on('text', onText);
    parser.on('cdata', onText);
    parser.on('closetag', (tag) => {
        silence = 0;
        textLength = 0;
        visitor.close(tag.name, depth);
        depth -= 1;
    });
    const feed = (text) => {
        silence += text.length;
        parser.write(text);
        if (silence > limits.silence)
            refuse('FILE_LIMIT', 'une balise, un commentaire ou un texte n’en finit pas (plus de 128 ko).');
    };
    for await (const text of textOf(file, () => parser.line)) {
        feed(text);
        yield;
    }
    ending = true;
    parser.close();
    yield;
}
async function* textOf(file, line) {
    let reader;
    let start = Buffer.alloc(0);
    const read = (bytes, last) => {
        reader ??= readerFor(file, start);
        try {
            return reader.read(bytes, last);
        }
        catch (error) {
            throw wrongEncoding(file, line(), reader, bytes, error);
        }
    };
    for await (const bytes of await file.open()) {
        if (reader !== undefined)
            yield read(bytes, false);
        else {
            start = start.length === 0 ? bytes : Buffer.concat([start, bytes]);
            if (start.length >= 256)
                yield read(start, false);
        }
    }
    if (start.length === 0)
        throw new DeliveryRefused('FILE_EMPTY', file.name, null, 'Le fichier est vide (0 octet).');
    yield reader === undefined ? read(start, true) : read(Buffer.alloc(0), true);
}
function readerFor(file, start) {
    if (!looksLikeXml(start))
        throw new DeliveryRefused('FILE_NOT_WELL_FORMED', file.name, 1, "Le fichier n'est pas du XML : il doit commencer par « < ».");
    const reader = chooseEncoding(start);
    if (reader !== undefined)
        return reader;
    throw new DeliveryRefused('FILE_ENCODING', file.name, 1, `Le fichier se dit écrit en « ${declaredEncoding(start)} », un encodage que Fratrie ne lit pas. Encodages lus : UTF-8, UTF-16, ISO-8859-1, ISO-8859-15, Windows-1252.`);
}
/** True when the first sign of a file, after a mark and blanks, is `<` (in UTF-8, UTF-16 or a one-byte encoding). */
export function looksLikeXml(start) {
    const signs = [...start.subarray(0, 512)].filter((byte) => byte !== 0);
    const marks = [0xef, 0xbb, 0xbf, 0xff, 0xfe, 0x20, 0x09, 0x0a, 0x0d];
    return signs.find((byte) => !marks.includes(byte)) === 0x3c;
}
function wrongEncoding(file, from, reader, bytes, error) {
    const tell = (before, why) => {
        const line = from + (before.match(/\n/g)?.length ?? 0);
        return new DeliveryRefused('FILE_ENCODING', file.name, line, `Le fichier est refusé à la ligne ${line} : ${why}`);
    };
    if (error instanceof MisreadAsOneByte)
        return tell(error.before, `il se dit écrit en ${reader.label.toUpperCase()}, mais il est écrit en UTF-8. Faites l’export de nouveau sans l’ouvrir dans un autre logiciel.`);
    if (error instanceof TypeError)
        return tell(textBeforeFault(bytes, reader.label), `il se lit en ${reader.label.toUpperCase()}, mais contient des octets que cet encodage n’a pas. Faites l’export de nouveau sans l’ouvrir dans un autre logiciel.`);
    return error;
}
const sentences = [
    [/unclosed tag|unexpected end/, 'une balise n’est pas fermée.'],
    [/unexpected close tag|unmatched/, 'une balise se ferme sans avoir été ouverte.'],
    [/undefined entity|malformed character entity|entity/, 'il utilise une entité (&…;) que le XML ne connaît pas.'],
    [/disallowed character|invalid character/, 'il contient un caractère interdit en XML.'],
    [/text data outside of root/, 'du texte se trouve hors de la balise principale.'],
    [/must contain a root/, 'il n’a pas de balise principale.'],
    [/may contain only one/, 'il a plusieurs balises principales.'],
    [/declaration/, 'la déclaration <?xml … ?> est mal écrite ou n’est pas au début.'],
];
function inFrench(message) {
    const sentence = sentences.find(([shape]) => shape.test(message))?.[1];
    return `ce n’est pas du XML bien formé : ${sentence ?? 'un signe n’est pas à sa place.'}`;
}
