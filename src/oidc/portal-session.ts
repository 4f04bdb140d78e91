// oidc-provider keeps sessions of its own, with a cookie of their own. Here they are the portal's: what the library reads
// of one is made from the session of the request, and there is nothing that it could save, rename or end.
import type { IncomingMessage } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { Deps } from '../deps.js';
import type { ParentSession } from '../signin/rules.js';

type SessionData = {
  accountId?: string;
  uid: string;
  loginTs?: number;
  acr?: string;
  amr?: readonly string[];
};

type LibrarySession = new (data: SessionData) => object & SessionData;

/**
 * How sure it is who the person is, in the words that French services use. A second factor makes a theft harder, but nobody looked
 * at his papers: it is told by `amr`, and the level stays.
 */
export const passwordLevel = 'eidas1';

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

export function usePortalSessions(
  provider: Provider,
  deps: Deps,
  sessionOf: (request: IncomingMessage) => ParentSession | undefined,
): void {
  const Library = provider.Session as unknown as LibrarySession;

  class Session extends Library {
    static async get(ctx: { req: IncomingMessage; oidc: { entity: (name: string, value: unknown) => void } }) {
      const session = sessionOf(ctx.req);
      const made = new Session(
        session === undefined
          ? { uid: 'nobody' }
          : {
              uid: String(session.id),
              accountId: String(session.accountId),
              loginTs: seconds(session.provedAt),
              acr: passwordLevel,
              ...(session.methods.length === 0 ? {} : { amr: session.methods }),
            },
      );
      // The library writes down a session that is old or touched, and sets its cookie: this one is neither, ever.
      Object.defineProperty(made, 'new', { value: true });
      Object.defineProperty(made, 'touched', { value: false });
      ctx.oidc.entity('Session', made);
      return made;
    }

    static async findByUid(): Promise<undefined> {
      return undefined;
    }

    /** By our clock: the last proof of the password is older than what the client accepts. */
    past(age: number): boolean {
      return this.loginTs === undefined || seconds(deps.now()) - this.loginTs > Number(age);
    }

    /** Who signs in is decided by the portal. */
    loginAccount(): void {}

    async save(): Promise<void> {}
    async persist(): Promise<void> {}
    async destroy(): Promise<void> {}
  }

  Object.defineProperty(provider, 'Session', { value: Session });
}
