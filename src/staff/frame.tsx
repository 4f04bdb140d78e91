// The frame of the pages of « Mon accès »: who is signed in, without a school, and the ways back.
import type { ComponentChildren, JSX } from 'preact';
import { href } from '../routes.js';
import { DeskPage } from '../web/desk-layout.js';
import type { FieldError, View } from '../web/view.js';

const menu = [{ href: href('school'), icon: 'home', label: 'Retour au bureau', away: true } as const];
const access = [{ href: href('staffAccess'), label: 'Mon accès' }];

type Props = {
  view: View;
  /** Of the person. */
  name: string;
  title: string;
  lead?: ComponentChildren;
  /** « Mon accès » itself, or a page on the way to another: no way back to it stands above the title. */
  top?: boolean;
  errors?: readonly FieldError[];
  failed?: boolean;
  children: ComponentChildren;
};

export function AccessFrame({ view, name, top, ...page }: Props): JSX.Element {
  const staff = { name, role: '', schoolName: '' };
  return <DeskPage view={{ ...view, staff }} menu={menu} {...(top === true ? {} : { trail: access })} {...page} />;
}
