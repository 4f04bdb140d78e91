// Where the news of one grouping is by now, for the parent: in the place of « d'ici quelques instants ».
import { servicesToldOf, type ToldService } from '../db/delivery-lists.js';
import type { Deps } from '../deps.js';
import type { ServiceTold } from '../grouping/services-told.js';

export async function servicesTold(deps: Deps, groupingId: number): Promise<readonly ServiceTold[]> {
  return (await servicesToldOf(deps.db, groupingId)).map(toldOf);
}

function toldOf({ name, state, doneAt, nextAt, lastAnswer }: ToldService): ServiceTold {
  switch (state) {
    case 'done':
      return { name, state: 'done', at: doneAt ?? undefined };
    case 'parked':
      return { name, state: 'failed' };
    case 'waiting':
      return lastAnswer === null ? { name, state: 'pending' } : { name, state: 'retry', at: nextAt ?? undefined };
    case 'next_sign_in':
      return { name, state: 'next' };
  }
}
