// How the accounts of a school came to be activated since September: on its first page and beside its figures.
import type { JSX } from 'preact';
import type { CivilDate } from '../kernel/civil-date.js';
import { Curve } from '../web/curve.js';
import { Card } from '../web/panels.js';
import type { View } from '../web/view.js';

export type Year = {
  readonly weeks: readonly { readonly monday: CivilDate; readonly activated: number }[];
  readonly accounts: number;
};

export function YearCurve({ view, day, year }: { view: View; day: CivilDate; year: Year }): JSX.Element | null {
  const { weeks, accounts } = year;
  if (weeks.length === 0) return null;
  return (
    <Card title="Comptes activés depuis la rentrée">
      <Curve
        view={view}
        caption="Comptes activés depuis la rentrée"
        points={weeks.map(({ monday, activated }) => ({ day: monday, part: activated }))}
        whole={accounts}
        until={day}
      />
    </Card>
  );
}
