// What the declaration of accessibility says was checked: docs/accessibility.json, written by `npm run audit`.
import { readFileSync } from 'node:fs';
import { type CivilDate, parseCivilDate } from '../kernel/civil-date.js';
import { projectFolder } from '../kernel/project.js';

export type Declaration = {
  readonly day: CivilDate;
  /** Pages in all their states, each in French and in Arabic. */
  readonly pages: number;
  /** That the tools still find. */
  readonly faults: number;
  /** « axe-core 4.13.0 » */
  readonly tools: readonly string[];
};

let known: Declaration | undefined;

export function readDeclaration(): Declaration {
  if (known !== undefined) return known;
  const file = new URL('docs/accessibility.json', projectFolder);
  const { day, pages, faults, tools } = JSON.parse(readFileSync(file, 'utf8')) as Record<keyof Declaration, unknown>;
  const date = typeof day === 'string' ? parseCivilDate(day) : undefined;
  if (date === undefined || typeof pages !== 'number' || !Array.isArray(faults) || !Array.isArray(tools))
    throw new Error('docs/accessibility.json is not what `npm run audit` writes');
  known = { day: date, pages, faults: faults.length, tools: tools.map(String) };
  return known;
}
