// Writes the argument types of every message from messages/fr.json, so that a missing argument does not compile.
import { readFileSync, writeFileSync } from 'node:fs';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

const root = new URL('../../', import.meta.url);
const french = JSON.parse(readFileSync(new URL('messages/fr.json', root), 'utf8')) as Record<string, string>;

function collect(elements: MessageFormatElement[], found: Map<string, string>): void {
  for (const element of elements) {
    switch (element.type) {
      case TYPE.argument:
        found.set(element.value, 'Value');
        break;
      case TYPE.number:
        found.set(element.value, 'number');
        break;
      case TYPE.date:
      case TYPE.time:
        found.set(element.value, 'Date | number');
        break;
      case TYPE.select:
      case TYPE.plural:
        found.set(element.value, element.type === TYPE.plural ? 'number' : 'string');
        for (const option of Object.values(element.options)) collect(option.value, found);
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

const lines = Object.entries(french).map(([key, text]) => {
  const found = new Map<string, string>();
  collect(parse(text), found);
  const fields = [...found].map(([name, type]) => `${JSON.stringify(name)}: ${type}`).join('; ');
  return `  ${JSON.stringify(key)}: ${fields === '' ? 'undefined' : `{ ${fields} }`};`;
});

writeFileSync(
  new URL('src/i18n/messages.generated.ts', root),
  `// Made by generate-types.ts from messages/fr.json; not kept in git.\nimport type { ComponentChildren } from 'preact';\n\nexport type Value = string | number | ComponentChildren;\nexport type Wrap = (chunks: ComponentChildren[]) => ComponentChildren;\n\nexport type Messages = {\n${lines.join('\n')}\n};\n`,
);
