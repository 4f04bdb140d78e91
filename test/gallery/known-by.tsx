// Sample pages of the applications that know a parent.
import { KnownByPage, WithdrawPage } from '../../src/known-by/pages.js';
import type { Knowing } from '../../src/known-by/rules.js';
import type { Samples, Stage } from './stage.js';

const ent: Knowing = {
  clientId: 3,
  name: 'ENT Osé',
  since: new Date('2026-09-02T08:00:00Z'),
  lastEntered: new Date('2026-09-14T16:42:00Z'),
  sharedName: true,
  hearsSignOut: true,
  things: [
    { kind: 'name', values: ['Marie-Antoinette DE LA ROCHEFOUCAULD-MONTBEL', 'Marie MONTBEL'] },
    { kind: 'mail', values: ['marie-antoinette.de-la-rochefoucauld@exemple.fr'] },
    { kind: 'parent' },
    { kind: 'schools', values: ['Collège Jean-Moulin', 'École élémentaire Louise-Michel'] },
    {
      kind: 'children',
      children: [
        { name: 'Yanis BENALI', division: '5e B' },
        { name: 'Lina BENALI', division: 'CE2' },
      ],
    },
  ],
};
const meals: Knowing = {
  clientId: 4,
  name: 'Cantine de Bordeaux',
  since: new Date('2026-09-07T08:00:00Z'),
  lastEntered: null,
  sharedName: false,
  hearsSignOut: false,
  things: undefined,
};

export function knownBySamples({ parentAt }: Stage): Samples {
  const here = parentAt('/mon-compte/applications');
  return {
    'known-by': () => <KnownByPage view={here} applications={[ent, meals]} />,
    'known-by-nobody': () => <KnownByPage view={here} applications={[]} withdrawn />,
    withdraw: () => <WithdrawPage view={parentAt('/mon-compte/applications/3')} application={ent} />,
    'withdraw-too-often': () => (
      <WithdrawPage view={parentAt('/mon-compte/applications/4')} application={meals} waitMinutes={12} />
    ),
  };
}
