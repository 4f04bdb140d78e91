// A school separated its pupils from this account: when and which school, whom to call. Never why, and no name of a child.
import type { JSX } from 'preact';
import { FrenchName, Phone } from '../web/names.js';
import type { View } from '../web/view.js';

export type SeparationShown = { readonly at: Date; readonly schoolName: string; readonly schoolPhone: string };

export function Separated({ view, separation }: { view: View; separation: SeparationShown }): JSX.Element {
  const { t } = view;
  const { at, schoolName, schoolPhone } = separation;
  return (
    <>
      <p>{t.rich('history.separated', { day: t.dayOf(at), school: <FrenchName>{schoolName}</FrenchName> })}</p>
      {schoolPhone !== '' && <p>{t.rich('services.none-whom', { phone: <Phone number={schoolPhone} /> })}</p>}
    </>
  );
}
