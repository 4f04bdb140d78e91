// Whose site it is: at the start of every page's header.
import type { JSX } from 'preact';
import { href as hrefTo } from '../routes.js';
import { Logo } from './icons.js';
import { FrenchName } from './names.js';
import type { View } from './view.js';

/** The address of a file of the network's look. */
export const lookFile = (version: string, file: string): string => hrefTo('lookFile', { version, file });

/** Fratrie's own mark and name, or the network's. */
export function Brand({ view, href }: { view: View; href: string }): JSX.Element {
  const { look } = view;
  const name = look?.name ?? '';
  return (
    <a class={name === '' ? 'brand' : 'brand of-network'} href={href}>
      {look?.logo === true ? <img src={lookFile(look.version, 'logo.svg')} alt="" width={40} height={40} /> : <Logo />}
      <span>{name === '' ? view.t('app.name') : <FrenchName>{name}</FrenchName>}</span>
    </a>
  );
}
