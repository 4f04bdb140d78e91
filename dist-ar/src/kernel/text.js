// Text folding: how names are compared, and how what a person types is read.
/**
 * A name as two registers may be compared: no accents, ligatures opened, upper case, letters only,
 * words joined by one blank. Hyphens, apostrophes and dots count as blanks.
 */
export function foldName(name) {
    return name
        .normalize('NFKD')
        .replace(/[œŒ]/g, 'OE')
        .replace(/[æÆ]/g, 'AE')
        .replace(/ß/g, 'SS')
        .replace(/\p{M}/gu, '')
        .toUpperCase()
        .replace(/[^\p{L}]+/gu, ' ')
        .trim();
}
/** Arabic and Persian figures, as the keyboard of a telephone may write them, made 0 to 9. */
export function westernDigits(typed) {
    return typed
        .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
        .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));
}
/** Text of a file as it is kept: NFC, no-break spaces made ordinary, trimmed, runs of spaces collapsed. */
export function tidyText(text) {
    return text
        .normalize('NFC')
        .replace(/[\s\u00a0\u202f\u2007]+/g, ' ')
        .trim();
}
