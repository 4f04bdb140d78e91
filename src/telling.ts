// What the server does beside answering: it tells applications of ended sessions and of accounts that changed. Any number
// of servers may do so at once.
import { setTimeout as pause } from 'node:timers/promises';
import type { Deps } from './deps.js';
import { deliverEvents } from './events/sending.js';
import { tellLogouts } from './sso/logout-actions.js';
import { logoutSenders } from './sso/logout-senders.js';

const everyMilliseconds = 1000;

export type Telling = { readonly close: () => Promise<void> };

/** Starts at once, until `close`, which waits for what is being sent. */
export function startTelling(deps: Deps): Telling {
  const stop = new AbortController();
  const again = async (name: string, work: () => Promise<unknown>) => {
    while (!stop.signal.aborted) {
      try {
        await work();
      } catch (error) {
        deps.log.error(
          { work: name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
          'work failed',
        );
      }
      await pause(everyMilliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const running = [
    again('logouts', () => tellLogouts(deps, logoutSenders)),
    again('events', () => deliverEvents(deps)),
  ];
  return {
    close: async () => {
      stop.abort();
      await Promise.all(running);
    },
  };
}
