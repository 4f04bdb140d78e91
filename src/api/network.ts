// The network: its settings, how it is.
import Type from 'typebox';
import { readState } from '../network/state-actions.js';
import { version } from '../network/version.js';
import { readSettings, setSettings } from '../network-settings/actions.js';
import { type NumberSetting, settingBounds, settingTexts, type TextSetting } from '../network-settings/rules.js';
import { serveOpenings, serveSchools } from './network-schools.js';
import { notAllowed } from './problem.js';
import { at, atOrNull, closed, Instant, orNull } from './schemas.js';
import type { ApiSite } from './serve.js';

const numberWithin = ({ least, most }: (typeof settingBounds)[NumberSetting]) =>
  orNull(Type.Integer({ minimum: least, maximum: most }));
const textLike = ({ most, shape }: (typeof settingTexts)[TextSetting]) =>
  orNull(Type.String({ maxLength: most, pattern: shape.source }));

/** Each by its name, as the rules bound it. */
const each = <N extends string, R, S>(rules: Readonly<Record<N, R>>, schemaOf: (rule: R) => S) =>
  Object.fromEntries(Object.entries<R>(rules).map(([name, rule]) => [name, schemaOf(rule)])) as Record<N, S>;

const Settings = Type.Object(
  {
    ...each<NumberSetting, (typeof settingBounds)[NumberSetting], ReturnType<typeof numberWithin>>(
      settingBounds,
      numberWithin,
    ),
    ...each<TextSetting, (typeof settingTexts)[TextSetting], ReturnType<typeof textLike>>(settingTexts, textLike),
  },
  closed,
);

export function serveNetwork(api: ApiSite): void {
  serveSchools(api);
  serveOpenings(api);

  api.network(
    'readNetworkSettings',
    { summary: 'What is set for all schools; null: as it came', answer: Settings },
    async ({ deps }) => ({ body: await readSettings(deps) }),
  );
  api.network(
    'setNetworkSettings',
    { summary: 'Change some settings; the others stay', body: Type.Partial(Settings, closed), answer: Settings },
    async ({ deps, operator, body }) => {
      const set = await setSettings(deps, operator, body);
      if (!set.ok) throw notAllowed();
      return { body: await readSettings(deps) };
    },
  );

  api.network(
    'readState',
    {
      summary: 'Health and version',
      answer: Type.Object(
        {
          version: Type.String(),
          database: Type.String(),
          migrations: Type.Object({ count: Type.Integer(), last: Type.String(), appliedAt: Instant }, closed),
          jobs: Type.Object(
            {
              waiting: Type.Integer(),
              failed: Type.Integer(),
              oldestMailAt: orNull(Type.String({ format: 'date-time', description: 'Of the mails that wait.' })),
            },
            closed,
          ),
          tidied: orNull(
            Type.Object(
              { endedAt: Instant, done: Type.Integer() },
              { ...closed, description: 'The last run of `tidy` that came to its end.' },
            ),
          ),
          audit: Type.Object({ seq: Type.Integer(), hmac: Type.String() }, closed),
        },
        closed,
      ),
    },
    async ({ deps }) => {
      const { database, migrations, jobs, audit, tidied } = await readState(deps);
      const shown = { count: migrations.count, last: migrations.last, appliedAt: migrations.appliedAt.toISOString() };
      const { waiting, failed, oldestMailAt } = jobs;
      return {
        body: {
          version,
          database,
          migrations: shown,
          jobs: { waiting, failed, oldestMailAt: atOrNull(oldestMailAt) },
          tidied: tidied === null ? null : { endedAt: at(tidied.endedAt), done: tidied.done },
          audit,
        },
      };
    },
  );
}
