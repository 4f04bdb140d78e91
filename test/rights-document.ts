// docs/rights.md, written from the code that enforces it: `npm run rights`.
import { writeFileSync } from 'node:fs';
import { projectFolder } from '../src/kernel/project.js';
import { routes } from '../src/routes.js';
import { type Act, may, type Right, rightOf, rights } from '../src/staff/rights-rules.js';
import { actOf, routeRights, type StaffRoute } from '../src/staff/route-rights.js';
import { roleWords } from '../src/staff/words.js';

export const rightsFile = new URL('docs/rights.md', projectFolder);
const columns = ['head', 'secretary', 'reader', 'operator'] as const;

function freshWords({ fresh }: Right): string {
  if (fresh === undefined) return '';
  return fresh === 'always' ? 'toujours' : fresh.when;
}

function actLine(act: Act): string {
  const right = rightOf(act);
  const cells = columns.map((role) => {
    if (right.who === 'anybody') return 'sans compte aussi';
    return may(role, act) ? 'oui' : '';
  });
  return `| \`${act}\` | ${right.does} | ${cells.join(' | ')} | ${freshWords(right)} |`;
}

function routeLine(name: StaffRoute): string {
  const code = (act: Act | undefined) => (act === undefined ? '' : `\`${act}\``);
  return `| \`${routes[name]}\` | ${code(actOf(name, 'get'))} | ${code(actOf(name, 'post'))} |`;
}

/** The whole document. */
export function rightsDocument(): string {
  const acts = Object.keys(rights) as Act[];
  const names = Object.keys(routeRights) as StaffRoute[];
  return [
    '# Who may do what',
    '',
    'Written by `npm run rights` from `src/staff/rights-rules.ts` and `src/staff/route-rights.ts`, the tables that the shell asks at',
    'every request and each action again in its transaction. `test/rights.test.ts` compares; `test/desk-access.test.ts` tries every',
    'address as everybody. Roles are read from the database at each request: one that ended gives nothing any more. « Code » tells',
    'when a second factor proved in the last five minutes is asked.',
    '',
    '## Acts',
    '',
    `| act | what it is | ${columns.map((role) => roleWords[role]).join(' | ')} | code |`,
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...acts.map(actLine),
    '',
    '## Addresses',
    '',
    '| address | read | posted |',
    '| --- | --- | --- |',
    ...names.map(routeLine),
    '',
  ].join('\n');
}

if (process.argv[1]?.endsWith('rights-document.js') === true) writeFileSync(rightsFile, rightsDocument());
