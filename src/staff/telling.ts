// A member of staff is told by mail, at once, when his own access changes, whoever did it.
import type { Tx } from '../db/open.js';
import type { Deps } from '../deps.js';
import { queueMail } from '../mail/queue.js';
import type { StaffMoment } from '../mail/rules.js';

export async function tellStaff(deps: Deps, tx: Tx, staffId: number, what: StaffMoment): Promise<void> {
  await queueMail(tx, deps, { kind: 'staff_notice', staffId, what, at: deps.now().toISOString() });
}
