// Civil days are strings 'YYYY-MM-DD' in the network's time zone; instants are Date, in UTC. They never mix.
export type CivilDate = string & { readonly civilDate: unique symbol };

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day named by year, month (1 to 12) and day, or undefined when the calendar has no such day. */
export function civilDate(year: number, month: number, day: number): CivilDate | undefined {
  const made = new Date(Date.UTC(2000, 0, 1));
  made.setUTCFullYear(year, month - 1, day);
  const exists =
    Number.isInteger(year) &&
    made.getUTCFullYear() === year &&
    made.getUTCMonth() === month - 1 &&
    made.getUTCDate() === day;
  return exists && year >= 1 && year <= 9999 ? (made.toISOString().slice(0, 10) as CivilDate) : undefined;
}

/** Reads 'YYYY-MM-DD'; undefined for another shape or a day that does not exist. */
export function parseCivilDate(text: string): CivilDate | undefined {
  const parts = shape.exec(text);
  return parts === null ? undefined : civilDate(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** The civil day of an instant in an IANA time zone. */
export function civilDateOf(instant: Date, timeZone: string): CivilDate {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(instant) as CivilDate;
}

/** The day `days` later (or earlier when negative). */
export function addDays(day: CivilDate, days: number): CivilDate {
  const instant = new Date(`${day}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() + days);
  return instant.toISOString().slice(0, 10) as CivilDate;
}

/** How many days `other` is after `one`; less than zero when it is before. */
export function daysBetween(one: CivilDate, other: CivilDate): number {
  return Math.round((Date.parse(`${other}T00:00:00Z`) - Date.parse(`${one}T00:00:00Z`)) / 86_400_000);
}

/** The same day of an earlier month, or its last day where it has no such day. */
export function monthsBefore(day: CivilDate, months: number): CivilDate {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const count = year * 12 + month - 1 - months;
  const found = [date, 30, 29, 28].map((one) =>
    civilDate(Math.floor(count / 12), (count % 12) + 1, Math.min(one, date)),
  );
  return found.find((one) => one !== undefined) ?? day;
}

const quarter = 15 * 60_000;

/** The instant at which a civil day begins. */
export function startOfDay(day: CivilDate, timeZone: string): Date {
  // No zone is further than 14 hours from UTC, and none begins its days off a quarter of an hour.
  const earliest = Date.parse(`${day}T00:00:00Z`) - 14 * 60 * 60_000;
  let [low, high] = [0, (28 * 60 * 60_000) / quarter];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (civilDateOf(new Date(earliest + middle * quarter), timeZone) < day) low = middle + 1;
    else high = middle;
  }
  return new Date(earliest + low * quarter);
}
