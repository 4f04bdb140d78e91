import { DeliveryRefused } from './findings.js';
import { batchSize, emptyBatch } from './roster.js';
import { cleanText, isIneDoubtful, nameFault, readBirthDate, readPhone } from './rules.js';
import { parseXml } from './xml.js';
/** The desk of one file: rows go to `batch`, what is wrong with them to the findings, with file and line. */
export class FileDesk {
    file;
    name;
    context;
    batch = emptyBatch();
    #unknown = new Map();
    constructor(file, name, context) {
        this.file = file;
        this.name = name;
        this.context = context;
    }
    tell(severity, code, line, sentence) {
        this.context.findings.add({ severity, code, file: this.name, line, sentence });
    }
    refuse(code, line, sentence) {
        throw new DeliveryRefused(code, this.name, line, sentence);
    }
    /** Counts an element or attribute that this reader does not know; told once a file. */
    unknown(name, line) {
        const seen = this.#unknown.get(name);
        if (seen !== undefined)
            seen.count += 1;
        else if (this.#unknown.size < 100)
            this.#unknown.set(name.slice(0, 80), { line, count: 1 });
    }
    tellUnknown() {
        for (const [name, { line, count }] of this.#unknown)
            this.tell('inform', 'UNKNOWN_ELEMENT', line, `« ${name} » n’est pas connu de Fratrie et n’est pas lu (${count} fois).`);
    }
    /** A name that can be kept, or undefined when the row must be rejected (already told). */
    personName(who, text, line) {
        const name = cleanText(text);
        switch (nameFault(name)) {
            case 'undecodable':
                this.tell('error', 'NAME_SUSPECT', line, `${who} : le nom contient un caractère illisible (mauvais encodage). La ligne est rejetée.`);
                return undefined;
            case 'too_long':
                this.tell('error', 'NAME_SUSPECT', line, `${who} : le nom dépasse 200 signes. La ligne est rejetée.`);
                return undefined;
            case 'suspect':
                this.tell('warn', 'NAME_SUSPECT', line, `${who} : le nom contient « ? », un chiffre ou un signe étrange. Vérifiez-le dans la base de l’établissement.`);
                return name;
            case null:
                return name;
        }
    }
    birthDate(who, text, line) {
        if (text === '')
            return null;
        const day = readBirthDate(text, this.context.today);
        if (day === undefined)
            this.tell('warn', 'DATE_INVALID', line, `${who} : la date de naissance n’existe pas ou n’est pas possible. L’élève est gardé sans elle.`);
        return day ?? null;
    }
    ine(who, text, line) {
        const ine = cleanText(text).toUpperCase();
        if (ine === '')
            return null;
        if (isIneDoubtful(ine))
            this.tell('warn', 'INE_CHECK', line, `${who} : le numéro national (INE) n’a pas la forme attendue. Il est gardé tel quel.`);
        return ine.slice(0, 40);
    }
    /** The first phone that can be called, in the order given. */
    phone(who, texts, line) {
        for (const text of texts) {
            const read = readPhone(text);
            if (!read.valid)
                this.tell('warn', 'PHONE_INVALID', line, `${who} : un numéro de téléphone n’est pas possible. Il n’est pas gardé.`);
            if (read.phone !== null)
                return read.phone;
        }
        return null;
    }
}
const batchRows = 1000;
/** Reads one file with a format's visitor and yields its rows in batches. */
export async function* readRows(file, desk, makeVisitor) {
    for await (const _ of parseXml(file, makeVisitor)) {
        if (batchSize(desk.batch) < batchRows)
            continue;
        yield desk.batch;
        desk.batch = emptyBatch();
    }
    desk.tellUnknown();
    if (batchSize(desk.batch) > 0)
        yield desk.batch;
    desk.batch = emptyBatch();
}
