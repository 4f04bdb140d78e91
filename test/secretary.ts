// A member of staff at a browser: added by the real command, enrolled through the real pages, with an authenticator.
import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { staffCommand } from '../src/staff/command.js';
import type { StaffRole } from '../src/staff/rules.js';
import type { TestDeps } from './harness.js';
import { openVisitor, type Page, type Visitor, type VisitorOptions } from './visitor.js';
import { addSchool } from './world.js';

export type Said = { readonly code: number; readonly out: string; readonly err: string };

/** Runs `staff …` and keeps what it said. */
export async function runStaff(deps: TestDeps, ...argv: readonly string[]): Promise<Said> {
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    cwd: '/',
  };
  return { code: await staffCommand(deps, argv, io), out, err };
}

/** The path of the link that `staff add` printed. */
export function linkIn(said: Said): string {
  const link = /https?:\/\/\S+\/ecole\/inscription\/\S+/.exec(said.out)?.[0];
  assert.ok(link, `no link in: ${said.out}${said.err}`);
  return new URL(link).pathname;
}

/** The application on the telephone. */
export function authenticatorOf(deps: TestDeps, page: Page) {
  const secret = page.all('.code').find((text) => /^([A-Z2-7]{4} ?){8}$/.test(text));
  assert.ok(secret, 'the page shows a secret to type');
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  return {
    /** The code of now, used already or not. */
    now: () => totp.generate({ timestamp: deps.now().getTime() }),
    /** Waits for the next code. */
    next: () => {
      deps.clock.advance({ seconds: 30 });
      return totp.generate({ timestamp: deps.now().getTime() });
    },
    at: (seconds: number) => totp.generate({ timestamp: deps.now().getTime() + seconds * 1000 }),
  };
}

export type Secretary = {
  readonly visitor: Visitor;
  readonly mail: string;
  readonly password: string;
  readonly authenticator: ReturnType<typeof authenticatorOf>;
  /** Where the enrolment ended. */
  readonly page: Page;
};

const password = 'un bureau plein de dossiers';

/** Adds and enrols somebody; the browser is signed in. */
export async function openSecretary(
  deps: TestDeps,
  app: FastifyInstance,
  /** Null: an operator of the network. */
  school: string | null,
  wanted: { readonly mail?: string; readonly role?: StaffRole | 'operator'; readonly options?: VisitorOptions } = {},
): Promise<Secretary> {
  if (school !== null) await addSchool(deps, school);
  const mail = wanted.mail ?? 'sophie.lopez@exemple.fr';
  const role = wanted.role ?? 'secretary';
  const place = school === null ? ['--network'] : ['--school', school, '--role', role];
  const said = await runStaff(deps, 'add', ...place, '--mail', mail, '--name', 'Sophie Lopez');
  const visitor = openVisitor(app, wanted.options);
  const form = await visitor.visit(linkIn(said));
  const authenticator = authenticatorOf(deps, form);
  const page = await form.send({ password, code: authenticator.now() }, 'Créer mon accès');
  return { visitor, mail, password, authenticator, page };
}

/** Signs in on the ordinary page of the school's site. */
export async function signInStaff(
  visitor: Visitor,
  typed: { mail: string; password: string; code: string },
): Promise<Page> {
  return await (await visitor.visit('/ecole/connexion')).send(typed, 'Se connecter');
}
