// Every address of the school's site × everybody who may knock. An address without a line here fails.
import assert from 'node:assert/strict';
import { createApp } from '../src/app.js';
import { routes } from '../src/routes.js';
import { onBothDatabases } from './harness.js';
import { openSecretary } from './secretary.js';
import { openVisitor, type Visitor } from './visitor.js';
import { addLetter, addParent, jeanMoulin, louiseMichel } from './world.js';

type Method = 'GET' | 'POST';
type Person = 'nobody' | 'parent' | 'reader' | 'secretary' | 'head' | 'stranger';
const people = ['nobody', 'parent', 'reader', 'secretary', 'head', 'stranger'] as const satisfies readonly Person[];

/** In the order of `people`: stranger is the secretary of another school. 303 to the sign-in page for who is not staff. */
const table: Readonly<Record<string, Partial<Record<Method, readonly number[]>>>> = {
  '/ecole': { GET: [303, 303, 200, 200, 200, 200] },
  '/ecole/connexion': { GET: [200, 200, 303, 303, 303, 303], POST: [422, 422, 422, 422, 422, 422] },
  '/ecole/inscription/:token': { GET: [404, 404, 404, 404, 404, 404] },
  '/ecole/inscription': { GET: [404, 404, 404, 404, 404, 404], POST: [404, 404, 404, 404, 404, 404] },
  '/ecole/etablissement': { GET: [303, 303, 200, 200, 200, 200], POST: [303, 303, 404, 404, 404, 404] },
  '/ecole/comptes': { GET: [303, 303, 200, 200, 200, 200] },
  '/ecole/comptes/export': { GET: [303, 303, 403, 200, 200, 200], POST: [303, 303, 403, 303, 303, 303] },
  '/ecole/comptes/export/csv': { GET: [303, 303, 403, 200, 200, 200] },
  '/ecole/comptes/:account': { GET: [303, 303, 200, 200, 200, 404] },
  '/ecole/comptes/:account/eleves/:link/remettre': { POST: [303, 303, 403, 404, 404, 404] },
  '/ecole/comptes/:account/courrier': { GET: [303, 303, 403, 200, 200, 404], POST: [303, 303, 403, 303, 303, 404] },
  // Made by a command: nobody's at the desk.
  '/ecole/comptes/:account/courrier/:letter': { GET: [303, 303, 403, 404, 404, 404] },
  '/ecole/comptes/:account/courrier/:letter/pdf': { POST: [303, 303, 403, 404, 404, 404] },
  '/ecole/comptes/:account/casser': { GET: [303, 303, 403, 200, 200, 404], POST: [303, 303, 403, 422, 422, 404] },
  '/ecole/comptes/:account/casser/:reference': { GET: [303, 303, 403, 404, 404, 404] },
  // No objection waits on this account.
  '/ecole/comptes/:account/signalements/:objection': {
    GET: [303, 303, 404, 404, 404, 404],
    POST: [303, 303, 403, 404, 404, 404],
  },
  // An account without a second factor: there is nothing to remove.
  '/ecole/comptes/:account/deuxieme-securite': {
    GET: [303, 303, 403, 200, 200, 404],
    POST: [303, 303, 403, 422, 422, 404],
  },
  '/ecole/corrections': { GET: [303, 303, 200, 200, 200, 200] },
  // Nothing was chosen: each school reads its own list again, whatever the reference.
  '/ecole/corrections/:reference': { POST: [303, 303, 403, 422, 422, 422] },
  '/ecole/demandes': { GET: [303, 303, 200, 200, 200, 200] },
  // Asked of the other school: the secretary of this one does not find it.
  '/ecole/demandes/:reference': { GET: [303, 303, 404, 404, 404, 404], POST: [303, 303, 403, 404, 404, 404] },
  // The last: it ends the session of who knocks.
  '/ecole/deconnexion': { POST: [303, 303, 303, 303, 303, 303] },
};

onBothDatabases('every address of the desk answers each person as it must', async (deps) => {
  const app = await createApp(deps);
  const parent = await addParent(deps, jeanMoulin, 'Yanis');
  const waiting = await addParent(deps, jeanMoulin, 'Tom', { state: 'to_activate' });
  const { letterId } = await addLetter(deps, waiting.id, jeanMoulin);
  const { number } = await deps.db
    .selectFrom('letter')
    .select('number')
    .where('id', '=', letterId)
    .executeTakeFirstOrThrow();
  const params: Record<string, string> = {
    account: String(waiting.id),
    letter: number,
    link: '999999',
    objection: '999999',
    token: 'AAAAAAAAAAAAAAAAAAAAAA',
    reference: 'S-AAAA-AAAA',
  };
  const staff = async (role: 'reader' | 'secretary' | 'head', school: string, mail: string) =>
    (await openSecretary(deps, app, school, { mail, role })).visitor;
  const visitors: Record<Person, Visitor> = {
    nobody: openVisitor(app),
    parent: openVisitor(app),
    reader: await staff('reader', jeanMoulin, 'lecture@exemple.fr'),
    secretary: await staff('secretary', jeanMoulin, 'sophie@exemple.fr'),
    head: await staff('head', jeanMoulin, 'direction@exemple.fr'),
    stranger: await staff('secretary', louiseMichel, 'paul@exemple.fr'),
  };
  await (await visitors.parent.visit('/connexion')).send({ identifier: parent.identifier, password: parent.password });
  const known: string[] = Object.values(routes).filter((path) => /^\/ecole(\/|$)/.test(path));
  assert.deepEqual(Object.keys(table).sort(), known.sort(), 'each address of the desk has its line');

  const urlOf = (path: string) => path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
  for (const path of known.filter((one) => table[one]?.POST === undefined))
    assert.equal(await post(visitors.secretary, urlOf(path)), 404, `nothing is posted to ${path}`);
  for (const [path, methods] of Object.entries(table))
    for (const [method, expected] of Object.entries(methods))
      for (const [index, person] of people.entries()) {
        // A copy: the cookies that an answer sets must not change who knocks next.
        const visitor = visitors[person].copy();
        const status = method === 'GET' ? await get(visitor, urlOf(path)) : await post(visitor, urlOf(path));
        assert.equal(status, expected[index], `${method} ${path} by ${person}`);
      }
  for (const person of people.slice(2)) assert.equal(await get(visitors[person], '/ecole'), 303, `${person} is out`);

  async function get(visitor: Visitor, url: string): Promise<number> {
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return (await app.inject({ method: 'GET', url, headers: { cookie } })).statusCode;
  }

  /** A post with a right token and nothing else. */
  async function post(visitor: Visitor, url: string): Promise<number> {
    const page = await visitor.visit('/ecole');
    return (await visitor.post(url, { _csrf: page.field('_csrf') ?? '' })).status;
  }
});
