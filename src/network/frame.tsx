// The frame of every page of the network's operators: the desk's, with their own menu.
import type { ComponentChildren, JSX } from 'preact';
import { href } from '../routes.js';
import type { Operator } from '../staff/rules.js';
import { roleWords } from '../staff/words.js';
import { type DeskLink, DeskPage } from '../web/desk-layout.js';
import type { FieldError, View } from '../web/view.js';

const menu: readonly DeskLink[] = [
  { href: href('network'), icon: 'school', label: 'Écoles' },
  { href: href('networkCatalogue'), icon: 'book', label: 'Services' },
  { href: href('networkClients'), icon: 'key', label: 'Applications' },
  { href: href('networkRequests'), icon: 'inbox', label: 'Demandes' },
  { href: href('networkDeliveries'), icon: 'mail', label: 'Envois' },
  { href: href('networkTeam'), icon: 'people', label: 'Opérateurs' },
  { href: href('networkLook'), icon: 'sun', label: 'Apparence' },
  { href: href('networkSettings'), icon: 'list', label: 'Réglages' },
  { href: href('networkStops'), icon: 'lock', label: 'Comptes arrêtés' },
  { href: href('networkAudit'), icon: 'clipboard', label: 'Journal' },
  { href: href('networkState'), icon: 'info', label: 'État' },
  { href: href('staffAccess'), icon: 'person', label: 'Mon accès' },
];

type Props = {
  view: View;
  operator: Operator;
  title: string;
  lead?: ComponentChildren;
  trail?: readonly { readonly href: string; readonly label: string }[];
  action?: ComponentChildren;
  errors?: readonly FieldError[] | undefined;
  failed?: boolean;
  children: ComponentChildren;
};

export function NetworkPage({ view, operator, children, ...page }: Props): JSX.Element {
  const links = operator.atSchools
    ? [...menu, { href: href('schoolChoice'), icon: 'door', label: 'Aller à une école' } as const]
    : menu;
  const staff = { name: operator.name, role: roleWords.operator, schoolName: '' };
  return (
    <DeskPage view={{ ...view, staff }} menu={links} home={href('network')} {...page}>
      {children}
    </DeskPage>
  );
}
