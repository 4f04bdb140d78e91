// The frame of every page of a school's desk: its menu, and who is at work for which school.
import type { ComponentChildren, JSX } from 'preact';
import { href } from '../routes.js';
import { may } from '../staff/rights-rules.js';
import type { Desk } from '../staff/rules.js';
import { roleWords } from '../staff/words.js';
import { type DeskLink, DeskPage } from '../web/desk-layout.js';
import type { FieldError, View } from '../web/view.js';

const menu: readonly DeskLink[] = [
  { href: href('school'), icon: 'calendar', label: 'Aujourd’hui' },
  { href: href('schoolAccounts'), icon: 'people', label: 'Comptes' },
  { href: href('schoolLetters'), icon: 'letter', label: 'Lettres' },
  { href: href('schoolImports'), icon: 'upload', label: 'Imports' },
  { href: href('schoolRequests'), icon: 'inbox', label: 'Demandes' },
  { href: href('schoolCorrections'), icon: 'pencil', label: 'Corrections' },
  { href: href('schoolApprovals'), icon: 'check', label: 'Accords' },
  { href: href('schoolStatistics'), icon: 'bars', label: 'Statistiques' },
  { href: href('schoolDuplicates'), icon: 'rings', label: 'Doublons' },
];

const journal: DeskLink = { href: href('schoolJournal'), icon: 'clipboard', label: 'Journal' };
const settings: DeskLink = { href: href('schoolSettings'), icon: 'list', label: 'Réglages' };
const services: DeskLink = { href: href('schoolServices'), icon: 'book', label: 'Services' };
const team: DeskLink = { href: href('schoolTeam'), icon: 'school', label: 'Équipe' };

const access: DeskLink = { href: href('staffAccess'), icon: 'key', label: 'Mon accès' };

type Props = {
  view: View;
  desk: Desk;
  title: string;
  lead?: ComponentChildren;
  trail?: readonly { readonly href: string; readonly label: string }[];
  action?: ComponentChildren;
  errors?: readonly FieldError[] | undefined;
  failed?: boolean;
  children: ComponentChildren;
};

export function SchoolPage({ view, desk, children, ...page }: Props): JSX.Element {
  const own = [
    ...menu,
    ...(may(desk.role, 'read_journal') ? [journal] : []),
    ...(may(desk.role, 'read_team') ? [team] : []),
    ...(may(desk.role, 'manage_services') ? [services] : []),
    ...(may(desk.role, 'read_settings') ? [settings] : []),
    access,
  ];
  const links = desk.severalSchools
    ? [...own, { href: href('schoolChoice'), icon: 'door', label: 'Changer d’école' } as const]
    : own;
  const staff = {
    name: desk.name,
    role: roleWords[desk.role],
    schoolName: desk.schoolName,
  };
  return (
    <DeskPage view={{ ...view, staff }} menu={links} {...page}>
      {children}
    </DeskPage>
  );
}
