// Writes the argument types of every message from messages/fr.json, so that a missing argument does not compile.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
const root = new URL('../../', import.meta.url);
const french = JSON.parse(readFileSync(new URL('messages/fr.json', root), 'utf8'));
/** The values that a select names, with those of an earlier select on the same argument. */
function choicesOf(element, known) {
    const named = Object.keys(element.options).map((option) => JSON.stringify(option));
    return [...new Set([...(known?.split(' | ') ?? []), ...named])].join(' | ');
}
function collect(elements, found) {
    for (const element of elements) {
        switch (element.type) {
            case TYPE.argument:
                if (!found.has(element.value))
                    found.set(element.value, 'Text');
                break;
            case TYPE.number:
                found.set(element.value, 'number');
                break;
            case TYPE.date:
            case TYPE.time:
                throw new Error(`date ${element.value}: pass a text made by t.day, t.moment or t.hour`);
            case TYPE.plural:
                found.set(element.value, 'number');
                for (const option of Object.values(element.options))
                    collect(option.value, found);
                break;
            case TYPE.select:
                found.set(element.value, choicesOf(element, found.get(element.value)));
                for (const option of Object.values(element.options))
                    collect(option.value, found);
                break;
            case TYPE.tag:
                found.set(element.value, 'Wrap');
                collect(element.children, found);
                break;
            default:
                break;
        }
    }
}
function lineOf([key, text]) {
    const found = new Map();
    try {
        // As french.ts does when the messages are read: a bare ' would quote ICU's own signs.
        collect(parse(text.replaceAll("'", '’')), found);
    }
    catch (error) {
        throw new Error(`messages/fr.json, ${key}: ${error instanceof Error ? error.message : error}`);
    }
    const fields = [...found].map(([name, type]) => `${JSON.stringify(name)}: ${type}`).join('; ');
    return `  ${JSON.stringify(key)}: ${fields === '' ? 'undefined' : `{ ${fields} }`};`;
}
writeFileSync(new URL('src/i18n/messages.generated.ts', root), `// Made by generate-types.ts from messages/fr.json; not kept in git.
import type { ComponentChildren } from 'preact';

export type Text = string | number;
export type Wrap = (chunks: ComponentChildren[]) => ComponentChildren;

export type Messages = {
${Object.entries(french).map(lineOf).join('\n')}
};
`);
