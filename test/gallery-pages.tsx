// Sample pages for the gallery and the tests of markup: invented families, every state worth looking at.
import { LetterSignedInPage, LetterStopPage } from '../src/activation/letter-pages.js';
import { ActivationBirthDatesPage, ActivationChildrenPage, ActivationCodePage } from '../src/activation/pages.js';
import { ActivationDonePage, ActivationPasswordPage } from '../src/activation/password-pages.js';
import {
  AnsweredPage,
  DeadResetLinkPage,
  ForgottenIdentifierPage,
  ForgottenPasswordPage,
  NewPasswordPage,
} from '../src/forgotten/pages.js';
import { DeadObjectionPage, ObjectedPage, ObjectionPage } from '../src/grouping/objection-pages.js';
import { GroupingCheckPage, GroupingStartPage } from '../src/grouping/pages.js';
import { GroupingDonePage } from '../src/grouping/receipt-page.js';
import type { ServiceTold } from '../src/grouping/services-told.js';
import { HistoryPage, ReceiptPage } from '../src/history/pages.js';
import type { T } from '../src/i18n/translator.js';
import type { CivilDate } from '../src/kernel/civil-date.js';
import type { Locale } from '../src/kernel/locale.js';
import { ChildrenPage } from '../src/profile/children-page.js';
import { ChangeMailPage, MailAskedPage } from '../src/profile/mail-pages.js';
import { AccountPage } from '../src/profile/pages.js';
import { PasswordChangedPage, ProfilePage } from '../src/profile/password-pages.js';
import { AddApplicationPage, RecoveryCodesPage, RemoveFactorPage, SecurityPage } from '../src/security/pages.js';
import { AddPasskeyPage } from '../src/security/passkey-page.js';
import { DeadStopPage, StopPage, StoppedPage } from '../src/security/reset-pages.js';
import { HomePage, ServicesPage, type TileShown } from '../src/services/pages.js';
import { ServicePage } from '../src/services/service-pages.js';
import { FreshProofPage, SignInPage } from '../src/signin/pages.js';
import { SecondStepPage } from '../src/signin/second-step-pages.js';
import { readDeclaration } from '../src/site/declaration.js';
import { AccessibilityPage, DataPage } from '../src/site/pages.js';
import { ProblemPage } from '../src/web/problems.js';
import { accessSamples } from './gallery/access.js';
import { accountSamples } from './gallery/account.js';
import { approvalSamples } from './gallery/approvals.js';
import { clientSamples } from './gallery/clients.js';
import { deskSamples as moreDeskSamples } from './gallery/desk.js';
import { entitlementSamples } from './gallery/entitlement.js';
import { entrySamples } from './gallery/entry.js';
import { federationSamples } from './gallery/federation.js';
import { knownBySamples } from './gallery/known-by.js';
import { lookSamples } from './gallery/look.js';
import { networkSamples } from './gallery/network.js';
import { networkClientSamples } from './gallery/network-clients.js';
import { networkDeliverySamples } from './gallery/network-deliveries.js';
import { ownSamples } from './gallery/own.js';
import { schoolSamples } from './gallery/school.js';
import { serviceSamples } from './gallery/services.js';
import { type Samples, type Stage, stageIn } from './gallery/stage.js';
import { teamSamples } from './gallery/team.js';
import { tokenSamples } from './gallery/tokens.js';
import { deskAccounts, deskBreak, deskToday } from './gallery-desk.js';
import { deskRequestSamples, requestSamples } from './gallery-requests.js';

const at = new Date('2026-09-14T16:42:00Z');
const broken = { at, schoolName: 'Collège Louise-Michel', schoolPhone: '05 36 49 45 10' };
const thisSession = { id: 1, createdAt: at, seenAt: at, current: true, browser: 'Chrome, Windows', place: '92.184…' };

const inFrench = stageIn('fr');
export const { signedOut, parentAt } = inFrench;

const asksCode = { application: true, passkey: undefined };
const asksPasskey = { application: false, passkey: '{}' };

const yanis = {
  firstName: 'Yanis',
  familyName: 'Benali',
  division: '5e B',
  schoolName: 'Collège Jean-Moulin',
  position: 0,
};
const lina = {
  firstName: 'Lina',
  familyName: 'Benali',
  division: 'CM2',
  schoolName: 'École Les Tilleuls',
  position: 1,
};
const many = ['Noé', 'Inès', 'Marie-Antoinette', 'Élie', 'Zoé'].map((firstName, position) => ({
  firstName,
  familyName: 'de La Rochefoucauld-Montbel',
  division: '6e SEGPA 2',
  schoolName: 'Collège Simone-de-Beauvoir-et-des-Trois-Rivières',
  position,
}));

const tileWords: Readonly<Record<string, string>> = {
  'Livret scolaire': 'الدفتر المدرسي',
  'Notes et bulletins': 'العلامات والنتائج',
  'Cahier de textes': 'دفتر الواجبات',
  'Devoirs et leçons': 'الواجبات والدروس',
  Bourse: 'المنحة',
  'Bourse de collège': 'منحة الإعدادية',
  'À faire avant le 15 octobre': 'قبل 15 أكتوبر',
  'Fiche de renseignements': 'بطاقة المعلومات',
  'Adresse, téléphone, santé': 'العنوان والهاتف والصحة',
  Cantine: 'المطعم المدرسي',
  'Réserver, payer': 'الحجز والدفع',
  Garderie: 'الحضانة',
  'Matin et soir': 'صباحًا ومساءً',
  'Premier livret en décembre': 'أول دفتر في ديسمبر',
  'La bourse aide à payer la cantine et les affaires.': 'تساعد المنحة على دفع المطعم واللوازم.',
};

/** As the catalogue of services has it: in the language of the page. */
const said = (t: T, words: string): string => (t.locale === 'ar' ? (tileWords[words] ?? words) : words);

const tile = (t: T, icon: TileShown['icon'], title: string, detail: string): TileShown => ({
  title: said(t, title),
  detail: said(t, detail),
  icon,
  href: '#',
});
const tilesIn = (t: T): readonly TileShown[] => [
  tile(t, 'list', 'Livret scolaire', 'Notes et bulletins'),
  tile(t, 'book', 'Cahier de textes', 'Devoirs et leçons'),
  {
    title: said(t, 'Bourse de collège'),
    due: said(t, 'À faire avant le 15 octobre'),
    icon: 'coins',
    href: '#',
  },
  tile(t, 'clipboard', 'Fiche de renseignements', 'Adresse, téléphone, santé'),
];
const primaryIn = (t: T): readonly TileShown[] => [
  tile(t, 'cutlery', 'Cantine', 'Réserver, payer'),
  tile(t, 'sun', 'Garderie', 'Matin et soir'),
  tile(t, 'list', 'Livret scolaire', 'Premier livret en décembre'),
];
const card = { legal: true, kinship: '10', guardianName: 'Nadia BENALI', town: 'Bordeaux', notMineHref: '#' };
const kept = { identifier: 'n.benali4827', children: [yanis] };
const absorbed = { identifier: 'n.benali0391', children: [lina] };
const letter = { schoolName: 'Collège Jean-Moulin', identifier: 'n.benali4827' };

const told: readonly ServiceTold[] = [
  { name: 'ENT Osé', state: 'done', at },
  { name: 'Cantine de Bordeaux', state: 'pending' },
  { name: 'Garderie', state: 'retry', at: new Date('2026-09-14T17:10:00Z') },
  { name: 'Livret scolaire', state: 'failed' },
  { name: 'Photographies de classe', state: 'next' },
];

const portalSamples = ({ t, signedOut, parentAt }: Stage): Samples => ({
  'sign-in': () => <SignInPage view={signedOut} idleMinutes={30} />,
  'sign-in-error': () => (
    <SignInPage view={signedOut} idleMinutes={30} identifier="n.benalli" problem={{ kind: 'wrong' }} />
  ),
  'sign-in-throttled': () => (
    <SignInPage view={signedOut} idleMinutes={30} identifier="n.benalli" problem={{ kind: 'throttled', minutes: 15 }} />
  ),
  'sign-in-idle': () => <SignInPage view={signedOut} idleMinutes={30} notice="idle" />,
  'forgotten-identifier': () => <ForgottenIdentifierPage view={signedOut} />,
  'forgotten-identifier-error': () => (
    <ForgottenIdentifierPage
      view={signedOut}
      mail="nadia@exemple"
      errors={[{ field: 'mail', message: t('mail.bad') }]}
    />
  ),
  'forgotten-password': () => <ForgottenPasswordPage view={signedOut} />,
  'forgotten-identifier-answered': () => <AnsweredPage view={signedOut} lost="identifier" />,
  'forgotten-password-answered': () => <AnsweredPage view={signedOut} lost="password" />,
  'forgotten-new-password': () => <NewPasswordPage view={signedOut} identifier="n.benali4827" />,
  'forgotten-new-password-error': () => (
    <NewPasswordPage
      view={signedOut}
      identifier="n.benali4827"
      errors={[{ field: 'password', message: t('password.too-short') }]}
    />
  ),
  'forgotten-dead-link': () => <DeadResetLinkPage view={signedOut} />,
  security: () => (
    <SecurityPage
      view={parentAt('/mon-compte/securite')}
      factors={[
        { id: 1, kind: 'application', name: '', createdAt: at },
        { id: 2, kind: 'passkey', name: 'Téléphone de Nadia', createdAt: at },
      ]}
      codesLeft={8}
      sessions={[
        thisSession,
        { id: 2, createdAt: at, seenAt: at, current: false, browser: 'Firefox, Android', place: '10.0…' },
      ]}
    />
  ),
  'security-none': () => (
    <SecurityPage view={parentAt('/mon-compte/securite')} factors={[]} codesLeft={undefined} sessions={[thisSession]} />
  ),
  'security-add': () => (
    <AddApplicationPage
      view={parentAt('/mon-compte/securite/application')}
      scan={{
        text: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
        address: 'otpauth://totp/Fratrie:n.benali4827?secret=JBSWY3DPEHPK3PXP&issuer=Fratrie',
      }}
    />
  ),
  'security-codes': () => (
    <RecoveryCodesPage
      view={parentAt('/mon-compte/securite/codes')}
      identifier="n.benali4827"
      codes={Array.from({ length: 10 }, (_, i) => `4K7M20XP9${i}`)}
    />
  ),
  'security-remove': () => <RemoveFactorPage view={parentAt('/mon-compte/securite/retirer/1')} action="#" last />,
  'second-step': () => <SecondStepPage view={signedOut} action="#" asked={asksCode} />,
  'second-step-wrong': () => (
    <SecondStepPage view={signedOut} action="#" asked={asksCode} problem={{ kind: 'wrong' }} />
  ),
  'second-step-throttled': () => (
    <SecondStepPage view={signedOut} action="#" asked={asksCode} problem={{ kind: 'throttled', minutes: 15 }} />
  ),
  'second-step-passkey': () => <SecondStepPage view={signedOut} action="#" asked={asksPasskey} />,
  'second-step-either': () => (
    <SecondStepPage view={signedOut} action="#" asked={{ ...asksPasskey, application: true }} />
  ),
  'second-step-passkey-wrong': () => (
    <SecondStepPage view={signedOut} action="#" asked={asksPasskey} problem={{ kind: 'wrong_passkey' }} />
  ),
  'security-reset': () => (
    <SecurityPage
      view={parentAt('/mon-compte/securite')}
      factors={[{ id: 1, kind: 'application', name: '', createdAt: at }]}
      codesLeft={0}
      resetDueAt={at}
      sessions={[thisSession]}
    />
  ),
  'reset-stop': () => <StopPage view={signedOut} dueAt={at} />,
  'reset-stopped': () => <StoppedPage view={signedOut} />,
  'reset-dead-link': () => <DeadStopPage view={signedOut} />,
  'security-add-passkey': () => (
    <AddPasskeyPage view={parentAt('/mon-compte/securite/cle')} options="{}" name="Firefox, Android" />
  ),
  'grouping-code': () => (
    <SecondStepPage view={parentAt('/mon-compte/regrouper/code')} action="#" asked={asksCode} other />
  ),
  history: () => (
    <HistoryPage
      view={parentAt('/mon-compte/historique')}
      identifier="n.benali4827"
      lines={[
        { at, kind: 'objection_lifted' },
        { at, kind: 'objected' },
        { at, kind: 'grouped', reference: 'G-7K2M-4TXQ', about: 'n.benali0391' },
        { at, kind: 'left', reference: 'C-9D3F-11AB', about: 'Collège Louise-Michel' },
        { at, kind: 'mail_confirmed' },
        { at, kind: 'opened' },
      ]}
    />
  ),
  receipt: () => (
    <ReceiptPage
      view={parentAt('/mon-compte/regroupements/G-7K2M-4TXQ')}
      receipt={{
        identifier: 'n.benali4827',
        closedIdentifier: 'n.benali0391',
        children: [lina],
        at,
        reference: 'G-7K2M-4TXQ',
        schoolName: 'Collège Jean-Moulin',
        schoolPhone: '05 36 49 12 30',
      }}
      services={told}
    />
  ),
  'receipt-broken': () => (
    <ReceiptPage
      view={parentAt('/mon-compte/regroupements/G-7K2M-4TXQ')}
      receipt={{
        identifier: 'n.benali4827',
        closedIdentifier: 'n.benali0391',
        children: [],
        at,
        reference: 'G-7K2M-4TXQ',
        schoolName: 'Collège Jean-Moulin',
        schoolPhone: '05 36 49 12 30',
        breaks: [broken],
      }}
      services={[]}
    />
  ),
  'objection-kept': () => (
    <ObjectionPage view={{ ...signedOut, path: '/pas-moi' }} found={{ side: 'kept', at, reference: 'G-7K2M-4TXQ' }} />
  ),
  'objection-absorbed': () => (
    <ObjectionPage
      view={{ ...signedOut, path: '/pas-moi' }}
      found={{ side: 'absorbed', at, reference: 'G-7K2M-4TXQ' }}
    />
  ),
  'objection-done': () => (
    <ObjectedPage view={{ ...signedOut, path: '/pas-moi' }} found={{ side: 'kept', at, reference: 'G-7K2M-4TXQ' }} />
  ),
  'objection-dead': () => <DeadObjectionPage view={{ ...signedOut, path: '/pas-moi' }} />,
  'mail-change': () => <ChangeMailPage view={parentAt('/mon-compte/mail')} now="nadia@exemple.fr" />,
  'mail-change-asked': () => (
    <MailAskedPage view={parentAt('/mon-compte/mail')} to="nadia@autre.fr" confirmed="nadia@exemple.fr" />
  ),
  'activation-1': () => <ActivationCodePage view={signedOut} />,
  'activation-2': () => (
    <ActivationBirthDatesPage
      view={signedOut}
      letter={letter}
      triesLeft={3}
      asked={[{ field: 'birth-1', schoolName: 'Collège Jean-Moulin', typed: { day: '21', month: '4', year: '' } }]}
    />
  ),
  'activation-2-wrong': () => (
    <ActivationBirthDatesPage
      view={signedOut}
      letter={letter}
      triesLeft={2}
      wrong
      asked={[
        { field: 'birth-1', schoolName: 'Collège Jean-Moulin', typed: { day: '21', month: '4', year: '2014' } },
        { field: 'birth-2', schoolName: 'École Les Tilleuls' },
      ]}
    />
  ),
  'activation-children': () => <ActivationChildrenPage view={signedOut} children={[yanis, lina]} />,
  'activation-3': () => (
    <ActivationPasswordPage
      view={signedOut}
      identifier="n.benali4827"
      mailOptional
      errors={[{ field: 'password', message: t('password.too-short') }]}
    />
  ),
  'activation-done': () => (
    <ActivationDonePage
      view={parentAt('/activation/termine')}
      identifier="n.benali4827"
      children={[yanis]}
      mailToConfirm="nadia.benali@example.org"
    />
  ),
  'activation-done-way-on': () => (
    <ActivationDonePage
      view={parentAt('/activation/termine')}
      identifier="n.benali4827"
      children={[yanis]}
      wayOn={{ client: 'ENT Argos', href: '/entrer/oidc/x' }}
    />
  ),
  'letter-expired': () => <LetterStopPage view={signedOut} why="expired" />,
  'letter-signed-in': () => (
    <LetterSignedInPage
      view={parentAt('/lettre')}
      identifier="n.benali4827"
      schoolName="École Les Tilleuls"
      askPassword
    />
  ),
  home: () => (
    <HomePage
      view={parentAt('/accueil')}
      name="Nadia Benali"
      children={[
        { child: yanis, tiles: tilesIn(t) },
        { child: lina, tiles: primaryIn(t) },
      ]}
    />
  ),
  'home-broken': () => (
    <HomePage
      view={parentAt('/accueil')}
      name="Nadia Benali"
      children={[{ child: yanis, tiles: tilesIn(t).slice(0, 2) }]}
      broken={broken}
    />
  ),
  services: () => (
    <ServicesPage
      view={parentAt('/teleservices')}
      children={[{ child: yanis, tiles: [], schoolPhone: '05 36 49 12 30' }]}
      networkLinks={[{ kind: 'useful', label: 'Calendrier scolaire', address: '#' }]}
      schools={[
        {
          name: 'Collège Jean-Moulin',
          kind: 'college',
          town: 'Bordeaux',
          phone: '05 36 49 12 30',
          mail: 'contact@jean-moulin.example',
          hours: 'du lundi au vendredi, de 8 h à 17 h',
          links: [
            { kind: 'ent', label: 'ENT, Collège Jean-Moulin', address: '#' },
            { kind: 'site', label: 'Collège Jean-Moulin', address: '#' },
          ],
        },
      ]}
    />
  ),
  'services-soon': () => (
    <ServicesPage
      view={parentAt('/teleservices')}
      children={[
        { child: yanis, tiles: [], schoolPhone: '05 36 49 12 30', nextOpening: '2026-10-01' as CivilDate },
        { child: lina, tiles: primaryIn(t) },
      ]}
      networkLinks={[]}
      schools={[]}
    />
  ),
  service: () => (
    <ServicePage
      view={parentAt('/teleservices/bourses')}
      title={said(t, 'Bourse')}
      heading={said(t, 'Bourse')}
      what={said(t, 'La bourse aide à payer la cantine et les affaires.')}
      due={'2026-10-15' as CivilDate}
      address="https://bourses.example/demande"
      children={[yanis]}
    />
  ),
  account: () => (
    <AccountPage
      view={parentAt('/mon-compte')}
      identifier="n.benali4827"
      passwordSetAt={new Date('2026-09-02T10:00:00Z')}
      mail={{ address: 'nadia.benali@example.org', confirmed: false, sentAt: at }}
      names={['Nadia BENALI']}
      resendAction="#"
    />
  ),
  profile: () => <ProfilePage view={parentAt('/mon-compte/profil')} identifier="n.benali4827" />,
  'password-changed': () => <PasswordChangedPage view={parentAt('/mon-compte/profil')} />,
  proof: () => <FreshProofPage view={parentAt('/mon-compte/preuve')} back="/mon-compte/regrouper" wrong />,
  children: () => (
    <ChildrenPage
      view={parentAt('/mon-compte/enfants')}
      children={[
        { ...yanis, ...card, services: 4 },
        { ...lina, ...card, services: 3 },
      ]}
    />
  ),
  'children-many': () => (
    <ChildrenPage
      view={parentAt('/mon-compte/enfants')}
      children={many.map((child) => ({ ...child, ...card, services: 0 }))}
      added={['Zoé', 'Élie']}
    />
  ),
  'children-hidden': () => (
    <ChildrenPage view={parentAt('/mon-compte/enfants')} children={[{ ...yanis, ...card, services: 4 }]} hidden />
  ),
  'children-none': () => <ChildrenPage view={parentAt('/mon-compte/enfants')} children={[]} />,
  'grouping-start': () => <GroupingStartPage view={parentAt('/mon-compte/regrouper')} identifier="n.benali4827" />,
  'grouping-start-closed': () => (
    <GroupingStartPage
      view={parentAt('/mon-compte/regrouper')}
      identifier="n.benali4827"
      other="n.benali0391"
      problem={{ kind: 'absorbed_closed' }}
    />
  ),
  'grouping-check': () => (
    <GroupingCheckPage
      view={parentAt('/mon-compte/regrouper/verifier')}
      kept={kept}
      absorbed={absorbed}
      digest="d"
      minutesLeft={10}
    />
  ),
  'grouping-check-many': () => (
    <GroupingCheckPage
      view={parentAt('/mon-compte/regrouper/verifier')}
      kept={{ identifier: 'm.larochefouca482713', children: many.slice(0, 2) }}
      absorbed={{ identifier: 'm.larochefouca039155', children: many.slice(2) }}
      digest="d"
      minutesLeft={10}
      changed
    />
  ),
  'grouping-done': () => (
    <GroupingDonePage
      view={parentAt('/mon-compte/regrouper/termine')}
      receipt={{
        identifier: 'n.benali4827',
        closedIdentifier: 'n.benali0391',
        children: [yanis, lina],
        at,
        reference: 'G-4K7M-20',
        schoolName: 'Collège Jean-Moulin',
        schoolPhone: '05 36 49 12 30',
      }}
      services={told}
    />
  ),
  broken: () => <ProblemPage view={parentAt('/accueil')} error={undefined} status={500} requestId="req-4f2a" />,
  accessibility: () => <AccessibilityPage view={signedOut} checked={readDeclaration()} />,
  data: () => <DataPage view={parentAt('/donnees')} />,
});

const deskSamples: Samples = {
  'desk-today': () => deskToday,
  'desk-accounts': () => deskAccounts,
  'desk-break': () => deskBreak,
  ...deskRequestSamples,
  ...schoolSamples,
  ...moreDeskSamples,
  ...networkSamples,
  ...networkClientSamples,
  ...networkDeliverySamples,
  ...serviceSamples,
  ...lookSamples,
  ...approvalSamples,
  ...entitlementSamples,
  ...accessSamples,
  ...teamSamples,
  ...tokenSamples,
};

/** The parents' pages in this language; in French also the pages of the school's desk, which speaks nothing else. */
export function samplesIn(locale: Locale): Samples {
  const stage = stageIn(locale);
  return {
    ...portalSamples(stage),
    ...clientSamples(stage),
    ...entrySamples(stage),
    ...federationSamples(stage),
    ...knownBySamples(stage),
    ...clientSamples(stage),
    ...accountSamples(stage),
    ...ownSamples(stage),
    ...requestSamples(stage),
    ...(locale === 'fr' ? deskSamples : {}),
  };
}

export const samples: Samples = samplesIn('fr');
