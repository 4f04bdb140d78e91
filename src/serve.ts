// The server: pages, and what leaves behind them: mails, events, ends of sessions, imports of desks.
import { createApp } from './app.js';
import { workOnChecks } from './audit/checking.js';
import { makeBatches } from './batches/work.js';
import type { Deps } from './deps.js';
import { done, type Outcome, refused } from './kernel/outcome.js';
import { sendMails } from './mail/sending.js';
import { startTelling } from './telling.js';
import { workOnUploads } from './uploads/work.js';

export type Server = { readonly address: string; readonly close: () => Promise<void> };

/** Listens on the configured host and port. Refuses with a sentence when the address cannot be had. */
export async function serve(deps: Deps): Promise<Outcome<Server, string>> {
  const { host, port } = deps.config;
  const app = await createApp(deps);
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      return refused(`Le port ${port} est déjà pris sur ${host} : arrêtez l’autre programme, ou donnez un autre PORT.`);
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND')
      return refused(`On ne peut pas écouter sur ${host}, port ${port} (${code}) : changez HOST ou PORT.`);
    throw error;
  }
  await sendMails(deps);
  await workOnUploads(deps);
  await makeBatches(deps);
  await workOnChecks(deps);
  const telling = startTelling(deps);
  return done({
    address: deps.config.publicUrl,
    close: async () => {
      await app.close();
      await telling.close();
    },
  });
}
