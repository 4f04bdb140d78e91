// A school took its pupils out of this account: when and which school, whom to call. Never why, and no name of a child.
import type { JSX } from 'preact';
import { FrenchName, Phone } from '../web/names.js';
import type { View } from '../web/view.js';

export type BreakShown = { readonly at: Date; readonly schoolName: string; readonly schoolPhone: string };

export function BreakNote({ view, shown }: { view: View; shown: BreakShown }): JSX.Element {
  const { t } = view;
  const { at, schoolName, schoolPhone } = shown;
  return (
    <>
      <p>{t.rich('history.separated', { day: t.dayOf(at), school: <FrenchName>{schoolName}</FrenchName> })}</p>
      {schoolPhone !== '' && <p>{t.rich('services.none-whom', { phone: <Phone number={schoolPhone} /> })}</p>}
    </>
  );
}
