// A school of 2,500 accounts at its desk: how long the pages of a secretary take, from the request to the whole answer, on
// PostgreSQL, one after the other. Names are drawn from short lists: more alike than those of a real register.
import { sql } from 'kysely';
import { createApp } from '../src/app.js';
import { cloneDatabase, makeTemplate } from '../test/databases.js';
import { makeDeps } from '../test/harness.js';
import { startPostgres } from '../test/postgres.js';
import { openSecretary } from '../test/secretary.js';
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
    select 'siecle', ${jeanMoulin}, 'p' || n, ${jeanMoulin}, family_name, 'Enfant' || n, (3 + n % 4) || 'e ' || chr(65 + n % 8), '2014-01-01', '', now()
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
        '/ecole/comptes?classe=5e+B&lien=legal',
        `/ecole/comptes/${id}`,
        '/ecole/doublons',
        '/ecole/statistiques',
        '/ecole/journal',
        '/ecole/comptes/export/csv',
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
      return { guardians, pages };
    } finally {
      await database.remove();
    }
  } finally {
    await server.stop();
  }
}
