// The days of a service at a school, as a form types them.
import { type CivilDate, parseCivilDate } from '../kernel/civil-date.js';
import { never } from '../kernel/outcome.js';
import { Forbidden, NotFound } from '../web/problems.js';
import type { OpeningRefusal } from './actions.js';

export type OpeningTyped = Readonly<Record<'opensOn' | 'closesOn' | 'dueOn', string>>;
type Fault = { readonly field: string; readonly message: string };
type Days = { readonly opensOn: CivilDate; readonly closesOn: CivilDate | null; readonly dueOn: CivilDate | null };

export function readDays(typed: OpeningTyped): Days | { readonly errors: readonly Fault[] } {
  const wrong: Fault[] = [];
  const day = (name: keyof OpeningTyped, must: boolean): CivilDate | null => {
    const read = parseCivilDate(typed[name]);
    if (read === undefined && (must || typed[name] !== ''))
      wrong.push({ field: name, message: 'Écrivez ce jour ainsi : 2026-10-15.' });
    return read ?? null;
  };
  const [opensOn, closesOn, dueOn] = [day('opensOn', true), day('closesOn', false), day('dueOn', false)];
  const given = [opensOn, dueOn, closesOn].filter((one) => one !== null);
  if (wrong.length === 0 && given.toSorted().join() !== given.join())
    wrong.push({ field: 'closesOn', message: 'Il faut, dans cet ordre : premier jour, à faire avant, dernier jour.' });
  return wrong.length > 0 || opensOn === null ? { errors: wrong } : { opensOn, closesOn, dueOn };
}

/** A page offers only what can be opened: what is refused all the same is not there, or no longer his. */
export function refuseOpening(why: OpeningRefusal): never {
  switch (why) {
    case 'not_allowed':
      throw new Forbidden();
    case 'no_service':
    case 'no_school':
    case 'wrong_kind':
    case 'not_open':
      throw new NotFound();
    default:
      return never(why);
  }
}
