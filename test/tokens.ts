// The colours that public/fratrie.css names.
import { readFileSync } from 'node:fs';
import { projectFolder } from '../src/kernel/project.js';

const fratrie = readFileSync(new URL('public/fratrie.css', projectFolder), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

/** The colours of each scheme; dark inherits what light alone says. */
export function tokens(): { light: Map<string, string>; dark: Map<string, string> } {
  const [first = '', second = ''] = [...fratrie.matchAll(/:root\s*\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  const read = (block: string) =>
    [...block.matchAll(/--([\w-]+):\s*(#\w+)/g)].map(([, name = '', value = '']) => {
      const long = value.length === 4 ? `#${[...value.slice(1)].map((digit) => digit + digit).join('')}` : value;
      return [name, long] as const;
    });
  const light = new Map(read(first));
  return { light, dark: new Map([...light, ...read(second)]) };
}
