// The cookies: who is signed in (parents and staff apart), which letter or mail was opened, which browser is at work.
// Each holds random signs and nothing about the person; but for the language, which is a choice.

import type { Locale } from '../kernel/locale.js';
import { type Session, sessionLimits } from '../signin/rules.js';
import type { SessionDeath } from '../signin/session-rules.js';
import type { View } from './view.js';

export type Site = 'parent' | 'staff';

/** How the shell finds the session of a cookie; given by app.ts, so that this file knows no database. */
export type FindSession = (
  site: Site,
  token: string,
  /** Chosen in this browser: an account without a language takes it. */
  chosen: Locale | undefined,
) => Promise<{ readonly session: Session | undefined; readonly death?: SessionDeath | undefined }>;

export type CookieName =
  | Site
  | 'activation'
  | 'mail'
  | 'second'
  | 'reset'
  | 'objection'
  | 'stop'
  | 'enrolment'
  | 'staffSecond'
  | 'staffProvider'
  | 'entry'
  | 'federation'
  | 'visitor'
  | 'device'
  | 'language';

export type SetCookie = {
  readonly name: CookieName;
  /** Undefined takes the cookie away. */
  readonly value: string | undefined;
  /** Without it the cookie ends with the browser. */
  readonly maxAgeSeconds?: number;
};

const names: Readonly<Record<CookieName, string>> = {
  parent: 'fratrie',
  staff: 'fratrie-ecole',
  activation: 'fratrie-activation',
  mail: 'fratrie-mail',
  second: 'fratrie-deuxieme',
  reset: 'fratrie-nouveau',
  objection: 'fratrie-pas-moi',
  stop: 'fratrie-garder',
  enrolment: 'fratrie-inscription',
  staffSecond: 'fratrie-ecole-deuxieme',
  staffProvider: 'fratrie-ecole-par-ailleurs',
  entry: 'fratrie-entree',
  federation: 'fratrie-par-ailleurs',
  visitor: 'fratrie-visiteur',
  device: 'fratrie-appareil',
  language: 'fratrie-langue',
};

/** `__Host-` and Secure need https; plain names serve loopback http, and only there (config.ts sees to it). */
export function cookieName(name: CookieName, https: boolean): string {
  return https ? `__Host-${names[name]}` : names[name];
}

/** Lax, not Strict: a parent who comes from a mail or from the camera of his telephone is still signed in. */
export function cookieOptions(cookie: SetCookie, https: boolean) {
  return {
    path: '/',
    httpOnly: true,
    secure: https,
    sameSite: 'lax',
    ...(cookie.maxAgeSeconds === undefined ? {} : { maxAge: cookie.maxAgeSeconds }),
  } as const;
}

/** What a page is told of whoever is signed in. */
export function personOf(session: Session | undefined): Pick<View, 'signedIn' | 'factors' | 'staffIdleMinutes'> {
  if (session === undefined) return {};
  if (session.kind === 'staff') return { factors: session.factors, staffIdleMinutes: session.limits?.idleMinutes };
  return { signedIn: { name: session.identifier, idleMinutes: sessionLimits.parent.idleMinutes } };
}
