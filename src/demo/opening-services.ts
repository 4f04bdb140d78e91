// Which services the demo's schools have opened, how they are reached, and their links.
import type { Deps } from '../deps.js';
import { addDays, type CivilDate, civilDateOf } from '../kernel/civil-date.js';
import { importCatalogue, openService, setSchool } from '../services/actions.js';
import { demoSchools, jeanMoulin, louiseMichel, simoneVeil } from './network.js';
import { demoCatalogue } from './services.js';

export async function openDemoServices(deps: Deps): Promise<void> {
  await importCatalogue(deps, demoCatalogue);
  const today = civilDateOf(deps.now(), deps.config.timeZone);
  const open = async (slug: string, schoolUai: string, opensOn: CivilDate, dueOn: CivilDate | null = null) => {
    const opened = await openService(deps, { slug, schoolUai, opensOn, closesOn: null, dueOn });
    if (!opened.ok) throw new Error(`service ${slug} at ${schoolUai}: ${opened.why}`);
  };
  for (const slug of ['paiement', 'renseignements', 'livret', 'orientation'])
    await open(slug, jeanMoulin.uai, addDays(today, -30));
  await open('bourses', jeanMoulin.uai, addDays(today, -10), addDays(today, 20));
  for (const slug of ['paiement', 'livret', 'renseignements']) await open(slug, louiseMichel.uai, addDays(today, -30));
  for (const slug of ['inscription', 'renseignements']) await open(slug, simoneVeil.uai, addDays(today, 30));
  for (const { uai, name } of demoSchools) {
    const slug = name
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^a-z]+/g, '-');
    await setSchool(deps, {
      school: uai,
      contactMail: `contact@${slug}.example`,
      links: {
        site: [{ kind: 'site', label: name, address: `https://${slug}.example/` }],
      },
    });
  }
  const calendar = 'https://www.education.gouv.fr/calendrier-scolaire-100148';
  const links = { useful: [{ kind: 'useful', label: 'Calendrier scolaire', address: calendar } as const] };
  await setSchool(deps, { school: null, links });
}
