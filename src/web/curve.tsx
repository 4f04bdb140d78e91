// A curve of shares over a year, drawn on the server: an SVG without any style of its own, and the same figures as a table.
import type { JSX } from 'preact';
import { addDays, type CivilDate, daysBetween } from '../kernel/civil-date.js';
import { Table } from './tables.js';
import type { View } from './view.js';

export type CurvePoint = { readonly day: CivilDate; readonly part: number };

type CurveProps = {
  view: View;
  /** What the curve is of, for its table and for who does not see it. */
  caption: string;
  points: readonly CurvePoint[];
  whole: number;
  /** The day on which the curve ends, at its last value. */
  until: CivilDate;
};

const height = 160;
const top = 20;
const foot = 26;
const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.min(1, part / whole));
const percent = (of: number): string => `${Math.round(1000 * of) / 10}%`;
/** « 0 » for nothing at all, two digits behind the point otherwise. */
const round = (of: number): number => Math.round(100 * of) / 100;

export function Curve({ view, caption, points, whole, until }: CurveProps): JSX.Element | null {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const span = Math.max(daysBetween(first.day, until), 1);
  const at = (day: CivilDate): number => Math.min(1, Math.max(0, daysBetween(first.day, day) / span));
  const ends = points.length > 1 || first.day !== until ? [...points, { day: until, part: last.part }] : points;
  const line = ends
    .map(({ day, part }) => `${round(100 * at(day))},${round(100 * (1 - share(part, whole)))}`)
    .join(' ');
  const told = `${caption} : ${first.part} sur ${whole} le ${view.t.day(first.day)}, ${last.part} le ${view.t.day(until)}.`;
  return (
    <figure class="curve">
      <svg width="100%" height={top + height + foot} role="img" aria-label={told} focusable="false">
        <svg
          x="0"
          y={top}
          width="100%"
          height={height}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <polygon class="under" points={`0,100 ${line} 100,100`} />
          <polyline class="line" points={line} vector-effect="non-scaling-stroke" />
        </svg>
        {[1, 0.5, 0].map((level) => {
          const y = top + height * (1 - level);
          return (
            <>
              <line class="grid" x1="0" x2="100%" y1={y} y2={y} />
              <text x="0" y={y - 5}>{`${100 * level} %`}</text>
            </>
          );
        })}
        {monthsFrom(first.day, until)
          .filter((month) => at(month) > 0.08 && at(month) < 0.95)
          .map((month, index) => (
            <>
              <line
                class="tick"
                x1={percent(at(month))}
                x2={percent(at(month))}
                y1={top + height}
                y2={top + height + 6}
              />
              <text class={index % 3 === 0 ? 'month' : 'month spare'} x={percent(at(month))} y={top + height + 21}>
                {monthNames[Number(month.slice(5, 7)) - 1]}
              </text>
            </>
          ))}
      </svg>
      <details>
        <summary>Voir en tableau</summary>
        <Table
          caption={caption}
          quiet
          columns={[{ name: 'Semaine du' }, { name: 'Comptes activés', number: true }, { name: 'Part', number: true }]}
          rows={points.map(({ day, part }) => ({
            cells: [view.t.day(day), part, `${Math.round(100 * share(part, whole))} %`],
          }))}
        />
      </details>
    </figure>
  );
}

const monthNames = ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'];

/** The first day of each month between two days. */
function monthsFrom(since: CivilDate, until: CivilDate): CivilDate[] {
  const found: CivilDate[] = [];
  for (let day = since; day <= until; day = addDays(day, 1)) if (day.endsWith('-01')) found.push(day);
  return found;
}
