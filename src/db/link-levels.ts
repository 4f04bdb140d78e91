// Which links below the law's own level open the child, in SQL: for the plan of an import and for that of a change of mind.
import { type RawBuilder, sql } from 'kysely';
import { linkLevels } from '../people/rules.js';
import { kinshipChildWelfare, kinshipSelf } from '../roster/codes.js';

/** A link below the law's own level opens the child where its school says so; never to the pupil himself nor to child welfare. */
export function opensByChoice(
  run: { readonly spansSchools: boolean },
  of: {
    readonly level: string;
    readonly kinship: string;
    readonly guardian: string;
    readonly pupil: string;
    readonly entitles: RawBuilder<unknown>;
  },
): RawBuilder<boolean> {
  const rank = (level: RawBuilder<unknown>) => sql`array_position(array[${sql.join(linkLevels)}]::text[], ${level})`;
  // In a delivery whose ids span schools they are ids of persons: a pupil of age may stand there as his own guardian.
  const himself = run.spansSchools ? sql`${sql.ref(of.guardian)} = ${sql.ref(of.pupil)}` : sql`false`;
  return sql<boolean>`(${sql.ref(of.level)} <> 'legal' and ${rank(sql.ref(of.level))} <= ${rank(of.entitles)}
    and ${sql.ref(of.kinship)} not in (${kinshipSelf}, ${kinshipChildWelfare}) and not ${himself})`;
}
