// Sample pages of what is held about a parent: to read, to have mended, to leave.
import { ClosedPage, ClosingPage } from '../../src/accounts/pages.js';
import { LetterSignedInPage } from '../../src/activation/letter-pages.js';
import { CorrectionPage, type CorrectionShown } from '../../src/corrections/pages.js';
import { OwnDataPage } from '../../src/own-data/pages.js';
import { type OwnDataSet, ownDataSections } from '../../src/own-data/rules.js';
import type { Samples, Stage } from './stage.js';

const at = new Date('2026-09-14T16:42:00Z');
const identifier = 'n.benali4827';
const yanis = {
  firstName: 'Yanis',
  familyName: 'Benali',
  division: '5e B',
  schoolName: 'Collège Jean-Moulin',
  position: 0,
};

const nothing = Object.fromEntries(ownDataSections.map((section) => [section, []])) as unknown as OwnDataSet;
const data: OwnDataSet = {
  ...nothing,
  account: [
    {
      identifier,
      state: 'active',
      mail: 'nadia.benali@example.org',
      mailConfirmedAt: '2026-09-02T10:00:00Z',
      language: 'fr',
      activatedAt: '2026-09-02T10:00:00Z',
    },
  ],
  records: [{ school: 'Collège Jean-Moulin', civility: 'Mme', firstName: 'Nadia', familyName: 'BENALI' }],
  children: [
    {
      school: 'Collège Jean-Moulin',
      firstName: 'Yanis',
      familyName: 'BENALI',
      birthDate: '2014-04-21',
      division: '5e B',
      kinship: '10',
      level: 'legal',
    },
  ],
  sessions: [{ createdAt: '2026-09-14T16:42:00Z', address: '92.184.0.0', agent: 'Firefox, Android' }],
  events: [{ at: '2026-09-02T10:00:00Z', what: 'account_activated' }],
};

const subjects = [
  { value: 'self-7', name: 'Nadia BENALI', schoolName: 'Collège Jean-Moulin' },
  { value: 'child-4', name: 'Yanis BENALI', schoolName: 'Collège Jean-Moulin' },
];
const corrections: readonly CorrectionShown[] = (['open', 'corrected', 'refused'] as const).map((state, index) => ({
  reference: `M-4K7M-20X${index}`,
  schoolName: 'Collège Jean-Moulin',
  field: 'usage_name',
  wanted: 'Benali-Roux',
  createdAt: at,
  state,
  reason: state === 'refused' ? 'Nous avons besoin d’un papier : passez au secrétariat.' : null,
}));

export function ownSamples({ t, signedOut, parentAt }: Stage): Samples {
  return {
    'own-data': () => (
      <OwnDataPage
        view={parentAt('/mon-compte/mes-donnees')}
        file={{
          format: 'fratrie-own-data',
          version: 1,
          network: 'Réseau de démonstration',
          madeAt: at.toISOString(),
          data,
        }}
      />
    ),
    correction: () => (
      <CorrectionPage view={parentAt('/mon-compte/correction')} subjects={subjects} asked={corrections} sent />
    ),
    'correction-errors': () => (
      <CorrectionPage
        view={parentAt('/mon-compte/correction')}
        subjects={subjects}
        asked={[]}
        errors={[
          { field: 'about', message: t('correction.need-about') },
          { field: 'field', message: t('correction.need-field') },
          { field: 'wanted', message: t('correction.need-wanted') },
        ]}
      />
    ),
    'correction-nobody': () => <CorrectionPage view={parentAt('/mon-compte/correction')} subjects={[]} asked={[]} />,
    closing: () => (
      <ClosingPage
        view={parentAt('/mon-compte/fermer')}
        identifier={identifier}
        mail="nadia.benali@example.org"
        children={[yanis]}
      />
    ),
    'closing-refused': () => (
      <ClosingPage view={parentAt('/mon-compte/fermer')} identifier={identifier} children={[]} refused />
    ),
    closed: () => <ClosedPage view={{ ...signedOut, path: '/compte-ferme' }} />,
    'letter-signed-in-fresh': () => (
      <LetterSignedInPage view={parentAt('/lettre')} identifier={identifier} schoolName="École Les Tilleuls" />
    ),
  };
}
