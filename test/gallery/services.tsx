// Sample pages of the catalogue of services, and of a school that opens and closes them.
import type { CivilDate } from '../../src/kernel/civil-date.js';
import { CatalogueEndPage, CataloguePage } from '../../src/services/catalogue-pages.js';
import { CatalogueServicePage } from '../../src/services/catalogue-service-pages.js';
import type { CatalogueEntry } from '../../src/services/rules.js';
import { CloseServicePage, OwnServicePage, OwnServicesPage } from '../../src/services/school-pages.js';
import { emptyService, typedService } from '../../src/services/service-form.js';
import { head as desk, operator } from './staff-people.js';
import { type Samples, stageIn } from './stage.js';

const viewAt = (path: string) => ({ ...stageIn('fr').signedOut, path });
const frame = { view: viewAt('/reseau/services'), operator, askCode: false, errors: [] };
const here = { view: viewAt('/ecole/services'), desk };

const canteen: CatalogueEntry = {
  slug: 'cantine',
  names: { fr: 'Cantine', ar: 'المطعم المدرسي', en: 'Canteen' },
  details: { fr: 'Menus et paiement', en: 'Menus and payment' },
  explanations: { fr: 'Inscrivez votre enfant à la cantine, lisez les menus, payez les repas.' },
  icon: 'cutlery',
  address: 'https://cantine.exemple.fr/',
  schoolKinds: ['primary', 'college'],
  linkLevels: ['legal', 'in_charge'],
  openedByDefault: true,
  schools: 214,
};
const grant: CatalogueEntry = {
  ...canteen,
  slug: 'bourse',
  names: { fr: 'Demande de bourse au collège et au lycée' },
  schoolKinds: ['college', 'lycee'],
  openedByDefault: false,
  schools: 3,
};
const opening = {
  slug: 'cantine',
  schoolUai: '0330001X',
  opensOn: '2026-09-01' as CivilDate,
  closesOn: '2027-07-05' as CivilDate,
  dueOn: '2026-10-15' as CivilDate,
};
const days = { opensOn: '2026-09-01', closesOn: '2027-07-05', dueOn: '2026-10-15' };

export const serviceSamples: Samples = {
  'desk-catalogue': () => <CataloguePage {...frame} entries={[canteen, grant]} askCode />,
  'desk-catalogue-none': () => <CataloguePage {...frame} entries={[]} />,
  'desk-catalogue-new-errors': () => (
    <CatalogueServicePage
      {...frame}
      form={{ slug: undefined, name: '', typed: emptyService, saved: false }}
      errors={[
        { field: 'slug', message: 'Des lettres minuscules sans accent, des chiffres, des tirets.' },
        { field: 'schoolKinds', message: 'Cochez au moins un genre d’école.' },
      ]}
    />
  ),
  'desk-catalogue-service': () => (
    <CatalogueServicePage
      {...frame}
      form={{ slug: 'cantine', name: 'Cantine', typed: typedService(canteen, true), saved: true }}
      askCode
    />
  ),
  'desk-catalogue-end': () => (
    <CatalogueEndPage {...frame} entry={canteen} stops={{ schools: 214, application: 'Cantine des collèges' }} />
  ),
  'desk-services': () => (
    <OwnServicesPage
      {...here}
      told={{ service: canteen, opening }}
      services={[
        { service: canteen, opening },
        { service: grant, opening: undefined },
        {
          service: { ...grant, slug: 'voyage', names: { fr: 'Voyages' } },
          opening: { ...opening, closesOn: opening.dueOn },
        },
      ]}
      today={'2026-11-02' as CivilDate}
    />
  ),
  'desk-services-none': () => <OwnServicesPage {...here} services={[]} today={opening.opensOn} />,
  'desk-service-here': () => <OwnServicePage {...here} service={canteen} open typed={days} errors={[]} />,
  'desk-service-here-errors': () => (
    <OwnServicePage
      {...here}
      service={grant}
      open={false}
      typed={{ ...days, opensOn: '' }}
      errors={[{ field: 'opensOn', message: 'Écrivez ce jour ainsi : 2026-10-15.' }]}
    />
  ),
  'desk-service-end': () => (
    <CloseServicePage
      {...here}
      service={canteen}
      loses={{ accounts: 640, pupils: 512, application: 'Cantine des collèges' }}
    />
  ),
};
