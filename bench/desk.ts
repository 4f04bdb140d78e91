// A school of 2,500 accounts at its desk: how long the pages of a secretary take, from the request to the whole answer, on
// PostgreSQL, one after the other. Names are drawn from short lists: more alike than those of a real register.
import { sql } from 'kysely';
import { createApp } from '../src/app.js';
import { drainBatches } from '../src/batches/work.js';
import { drainUploads } from '../src/uploads/work.js';
import { cloneDatabase, makeTemplate } from '../test/databases.js';
import { makeDeps } from '../test/harness.js';
import { startPostgres } from '../test/postgres.js';
import { guardiansFile, guardianXml, linkXml, pupilsFile, pupilXml } from '../test/roster-files.js';
import { openSecretary } from '../test/secretary.js';
import type { Visitor } from '../test/visitor.js';
import { addSchool, jeanMoulin, louiseMichel } from '../test/world.js';
import { median } from './load.js';

export type DeskFigures = {
  readonly guardians: number;
  readonly pages: readonly { readonly path: string; readonly ms: number }[];
};

const accounts = 2500;
const guardians = 5000;

/** Two records for each account, a pupil for each account; half of them activated. The numbers come from the database. */
export const fill = sql`
  with given as (
    select n, (array['Nadia','Claire','Éric','Ahmed','Marie','Sophie','Karim','Wei','Élodie','Luc'])[1 + n % 10] as first_name,
      (array['BEN','MAR','DU','LE','GON','ROU','VAL','PET','MOR','FER'])[1 + (n / 7) % 10] ||
      (array['ALI','TIN','VAL','GOFF','ZALEZ','SEL','LIER','IT','EAU','RAND'])[1 + (n / 31) % 10] ||
      chr(65 + n % 26) || chr(65 + (n / 26) % 26) as family_name
    from generate_series(1, ${guardians}::integer) n
  ), people as (
    insert into guardian_record (source, scope, source_id, school_uai, civility, family_name, first_name, mail, content_digest, created_at)
    select 'siecle', ${jeanMoulin}, 'g' || n, ${jeanMoulin}, 'Mme', family_name, first_name, 'p' || n || '@exemple.fr', '', now() from given
    returning id, substring(source_id, 2)::integer as n
  ), pupils as (
    insert into pupil_record (source, scope, source_id, school_uai, family_name, first_name, division, birth_date, content_digest, created_at)
    select 'siecle', ${jeanMoulin}, 'p' || n, ${jeanMoulin}, family_name, (array['Yanis','Lina','Adam','Inès','Tom','Zoé','Noé','Jade','Hugo','Nour'])[1 + (n / 3) % 10],
      (3 + n % 4) || 'e ' || chr(65 + n % 8), date '2011-01-01' + n * 37 % 1500, '', now()
    from given where n <= ${accounts} returning id, substring(source_id, 2)::integer as n
  ), links as (
    insert into link (guardian_id, pupil_id, kinship, level, entitling, raw, since)
    select people.id, pupils.id, '10', 'legal', true, '', now() from people join pupils on pupils.n = 1 + (people.n - 1) % ${accounts}
  ), made as (
    insert into account (identifier, state, created_at, activated_at, password_hash, password_set_at)
    select 'p.parent' || n, case when n % 2 = 0 then 'active' else 'to_activate' end, now(), case when n % 2 = 0 then now() end,
      case when n % 2 = 0 then '-' end, case when n % 2 = 0 then now() end
    from given where n <= ${accounts} returning id, substring(identifier, 9)::integer as n
  )
  insert into attachment (account_id, guardian_id, since, began_cause)
  select made.id, people.id, now(), 'import' from people join made on made.n = 1 + (people.n - 1) % ${accounts}`;

type Deps = Awaited<ReturnType<typeof makeDeps>>;

/** What is asked at a desk and done behind it: the letters of the school as a table and on sheets, and an import looked at. */
async function timeJobs(deps: Deps, visitor: Visitor, rounds: number): Promise<DeskFigures['pages']> {
  const timed: { path: string; ms: number }[] = [];
  const time = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const value = await work();
    timed.push({ path, ms: performance.now() - began });
    return value;
  };
  const letters = await visitor.visit('/ecole/lettres');
  const asked = await time('letters of the school, asked for', () =>
    letters.send({ papier: 'csv' }, 'Faire les lettres'),
  );
  await time('letters of the school, made as a table (job)', () => drainBatches(deps));
  const batch = await visitor.visit(asked.path);
  if (!/lettres prêtes/.test(batch.heading)) throw new Error(batch.words);
  for (const [what, path] of [
    ['letters made, first page', asked.path],
    ['letters made, one class', `${asked.path}?classe=4e+B`],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      await visitor.visit(path);
      times.push(performance.now() - began);
    }
    timed.push({ path: what, ms: median(times) });
  }
  const again = await visitor.visit('/ecole/lettres?classe=4e+B&valables=oui');
  await again.send({ papier: 'a4' }, 'Faire les lettres');
  await time('letters of one class, whole sheets (job)', () => drainBatches(deps));
  await (await visitor.visit('/ecole/lettres?classe=4e+B&valables=oui')).send({ papier: 'a5x2' }, 'Faire les lettres');
  await time('letters of one class, two on a sheet (job)', () => drainBatches(deps));
  const files = exportOf(accounts);
  const sent = await time('an export sent', async () =>
    (await visitor.visit('/ecole/imports')).send({ files }, 'Envoyer et vérifier'),
  );
  await time('an export read and compared (job)', () => drainUploads(deps));
  await time('what an import would do', () => visitor.visit(sent.path));
  return timed;
}

/** Other families than those of the register: all of them come, all of those leave. */
function exportOf(count: number) {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const pupils = pupilsFile(numbers.map((id) => pupilXml(id, { PRENOM: `Enfant${id}` })));
  const guardians = guardiansFile(
    numbers.flatMap((id) => [guardianXml(id + 10_000), guardianXml(id + 20_000)]),
    numbers.flatMap((id) => [linkXml(id, id + 10_000), linkXml(id, id + 20_000)]),
  );
  return [
    { file: 'eleves.xml', content: pupils },
    { file: 'responsables.xml', content: guardians },
  ];
}

export async function benchDesk(rounds = 7): Promise<DeskFigures> {
  const server = await startPostgres();
  try {
    await makeTemplate(server.url);
    process.env.FRATRIE_TEST_POSTGRES = server.url;
    const database = await cloneDatabase();
    try {
      const deps = await makeDeps({ on: database });
      await addSchool(deps, jeanMoulin);
      await addSchool(deps, louiseMichel);
      await fill.execute(deps.db);
      await sql`analyze`.execute(deps.db);
      const app = await createApp(deps);
      const { visitor } = await openSecretary(deps, app, jeanMoulin, { role: 'head' });
      const { id } = await deps.db.selectFrom('account').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow();
      const paths = [
        '/ecole',
        '/ecole/comptes',
        '/ecole/comptes?q=nadia',
        '/ecole/comptes?tri=-activation&etat=actif&page=9',
        '/ecole/comptes?classe=4e+B&lien=legal',
        `/ecole/comptes/${id}`,
        '/ecole/doublons',
        '/ecole/doublons/eleves',
        '/ecole/statistiques',
        '/ecole/journal',
        '/ecole/comptes/export/csv',
        '/ecole/lettres',
        '/ecole/lettres?situation=nouveaux',
        '/ecole/lettres?classe=4e+B',
        '/ecole/lettres/apercu?papier=a5x2',
        '/ecole/imports',
      ];
      const pages: { path: string; ms: number }[] = [];
      for (const path of paths) {
        const times: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const began = performance.now();
          const { status } = await visitor.visit(path);
          times.push(performance.now() - began);
          if (status !== 200) throw new Error(`${path}: ${status}`);
        }
        pages.push({ path: path.replace(String(id), 'ID'), ms: median(times) });
      }
      return { guardians, pages: [...pages, ...(await timeJobs(deps, visitor, rounds))] };
    } finally {
      await database.remove();
    }
  } finally {
    await server.stop();
  }
}
