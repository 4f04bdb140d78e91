// What a sample page stands on: a language, somebody signed out, somebody signed in.
import type { VNode } from 'preact';
import { type T, translator } from '../../src/i18n/translator.js';
import type { Locale } from '../../src/kernel/locale.js';
import type { View } from '../../src/web/view.js';

export type Stage = {
  readonly t: T;
  readonly signedOut: View;
  /** A parent who is signed in, on the page of this address. */
  readonly parentAt: (path: string) => View;
};

/** Every state worth looking at, by name; those whose name begins with « desk » are the school's, in French only. */
export type Samples = Readonly<Record<string, () => VNode>>;

const help = { schoolName: 'Collège Jean-Moulin', phone: '05 36 49 12 30' };

export function stageIn(locale: Locale): Stage {
  const t = translator(locale);
  return {
    t,
    signedOut: { t, csrf: 'token', path: '/connexion' },
    parentAt: (path) => ({ t, csrf: 'token', path, help, signedIn: { name: 'n.benali4827', idleMinutes: 30 } }),
  };
}
