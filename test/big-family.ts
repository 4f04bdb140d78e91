// A parent of five children at one school, signed in, and the pages that he and everybody may open: what is weighed.
import type { FastifyInstance } from 'fastify';
import type { TestDeps } from './harness.js';
import { openVisitor } from './visitor.js';
import { addAccount, addGuardian, addLink, addPupil, addSchool, jeanMoulin } from './world.js';

export const openPages = [
  '/connexion',
  '/connexion/identifiant-oublie',
  '/connexion/mot-de-passe-oublie',
  '/activation',
  '/accessibilite',
  '/donnees',
] as const;
export const portalPages = [
  '/accueil',
  '/teleservices',
  '/mon-compte',
  '/mon-compte/profil',
  '/mon-compte/mail',
  '/mon-compte/enfants',
  '/mon-compte/securite',
  '/mon-compte/historique',
  '/mon-compte/demandes',
  '/mon-compte/correction',
  '/mon-compte/mes-donnees',
  '/mon-compte/fermer',
  '/mon-compte/regrouper',
] as const;

/** What his browser sends as cookies. */
export async function signInBigFamily(deps: TestDeps, app: FastifyInstance): Promise<string> {
  await addSchool(deps, jeanMoulin);
  const guardian = await addGuardian(deps, jeanMoulin);
  for (const child of ['Noé', 'Inès', 'Marie-Antoinette', 'Élie', 'Zoé'])
    await addLink(deps, guardian, await addPupil(deps, jeanMoulin, child));
  const { identifier, password } = await addAccount(deps, [guardian]);
  const visitor = openVisitor(app);
  await (await visitor.visit('/connexion')).send({ identifier, password });
  return [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
