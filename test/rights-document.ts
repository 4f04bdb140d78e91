// docs/rights.md, written from the code that enforces it: `npm run rights`.
import { writeFileSync } from 'node:fs';
import { projectFolder } from '../src/kernel/project.js';
import { routes } from '../src/routes.js';
import { type ApiRoute, actsOfApi, apiLine, apiRoot, apiRoutes } from '../src/staff/api-rights.js';
import { type Act, may, type Right, rightOf, rights } from '../src/staff/rights-rules.js';
import { actOf, routeRights, type StaffRoute } from '../src/staff/route-rights.js';
import { networkScopes, schoolScopes } from '../src/staff/scope-rules.js';
import { roleWords } from '../src/staff/words.js';
import { perDay, requestsPerMinute, tokenDays } from '../src/tokens/rules.js';

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

function apiRouteLine(name: ApiRoute): string {
  const line = apiLine(name);
  const acts = actsOfApi(line);
  const act = acts.length === 0 ? 'ouvert' : acts.map((one) => `\`${one}\``).join(' et ');
  return `| \`${line.method} ${apiRoot}${line.path}\` | ${act} | ${acts.map(scopesWith).join(' et ')} |`;
}

const allScopes: readonly (readonly [string, { readonly does: string; readonly acts: readonly Act[] }])[] = [
  ...Object.entries(schoolScopes),
  ...Object.entries(networkScopes),
];

const scopesWith = (act: Act): string =>
  allScopes
    .filter(([, { acts }]) => acts.includes(act))
    .map(([scope]) => `\`${scope}\``)
    .join(', ');

const scopeLine = (
  place: string,
  [scope, { does, acts }]: readonly [string, { readonly does: string; readonly acts: readonly Act[] }],
): string => `| \`${scope}\` | ${place} | ${does} | ${acts.map((act) => `\`${act}\``).join(', ')} |`;

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
    '## Tokens of programs',
    '',
    'A head makes them for his school, an operator for the network (`src/staff/scope-rules.ts`, `src/staff/api-rights.ts`). A token',
    'does what its scopes and the role that its maker holds at this moment both allow; `test/api-access.test.ts` tries every address',
    'with every kind of token. No code can be asked of a program: its scopes are given with a fresh one, for',
    `${tokenDays.usual} days (${tokenDays.most} at most), ${requestsPerMinute} requests a minute, and in a day at most`,
    `${perDay.apply_register} imports applied, ${perDay.break_grouping} breaks, ${perDay.suspend} suspensions, ${perDay.reinstate} returns,`,
    `${perDay.answer_request} answers to requests, ${perDay.set_school} changes of settings, ${perDay.make_letter} letters (without a second person, no`,
    'more than the network’s limit of approvals),',
    `${perDay.export_accounts} exports, ${perDay.protect} protections set or ended, ${perDay.lift_objection} objections lifted, ${perDay.read_duplicates} lists of duplicates and ${perDay.reset_factor} factor resets.`,
    '',
    '| scope | of | what it is | acts |',
    '| --- | --- | --- | --- |',
    ...Object.entries(schoolScopes).map((entry) => scopeLine('une école', entry)),
    ...Object.entries(networkScopes).map((entry) => scopeLine('le réseau', entry)),
    '',
    '| address | act | scopes |',
    '| --- | --- | --- |',
    ...(Object.keys(apiRoutes) as ApiRoute[]).map(apiRouteLine),
    '',
  ].join('\n');
}

if (process.argv[1]?.endsWith('rights-document.js') === true) writeFileSync(rightsFile, rightsDocument());
