// What an import has to say: refusals of a delivery, rejected rows, warnings; each with file, line and a French sentence.
// A sentence never holds a name, a birth date or a mail: keys and lines are enough to find the row.
/** Stops the reading of a delivery from wherever it is; caught once, in actions, and told as an ordinary refusal. */
export class DeliveryRefused extends Error {
    finding;
    constructor(code, file, line, sentence) {
        super(`${code} ${file ?? ''}:${line ?? ''}`);
        this.finding = { severity: 'refuse', code, file, line, sentence };
    }
}
const kept = 20_000;
/** Collects findings; beyond 20,000 of a kind it only counts them, so that memory stays bounded. */
export class Findings {
    #rejected = [];
    #warnings = [];
    #rejectedBeyond = 0;
    #warningsBeyond = 0;
    add(finding) {
        if (finding.severity === 'error') {
            if (this.#rejected.length < kept)
                this.#rejected.push(finding);
            else
                this.#rejectedBeyond += 1;
        }
        else if (this.#warnings.length < kept)
            this.#warnings.push(finding);
        else
            this.#warningsBeyond += 1;
    }
    /** Rejected rows, by file and line. */
    rejected() {
        return sorted(this.#rejected, this.#rejectedBeyond);
    }
    /** Warnings and information, by file and line. */
    warnings() {
        return sorted(this.#warnings, this.#warningsBeyond);
    }
}
function sorted(findings, beyond) {
    const all = [...findings].sort((one, other) => (one.file ?? '').localeCompare(other.file ?? '') || (one.line ?? 0) - (other.line ?? 0));
    const last = all.at(-1);
    if (beyond > 0 && last !== undefined)
        all.push({ ...last, file: null, line: null, sentence: `… et ${beyond} autres lignes, qui ne sont pas listées.` });
    return all;
}
