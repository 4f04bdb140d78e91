// The network: its settings, how it is.
import Type from 'typebox';
import { readState } from '../network/school-actions.js';
import { readSettings, setSettings } from '../network/settings-actions.js';
import { settingBounds } from '../network/settings-rules.js';
import { version } from '../network/version.js';
import { serveOpenings, serveSchools } from './network-schools.js';
import { notAllowed } from './problem.js';
import { closed, Instant, orNull } from './schemas.js';
import type { ApiSite } from './serve.js';

const Settings = Type.Object(
  {
    letterDays: orNull(
      Type.Integer({ minimum: settingBounds.letterDays.least, maximum: settingBounds.letterDays.most }),
    ),
    approvalAbove: orNull(
      Type.Integer({ minimum: settingBounds.approvalAbove.least, maximum: settingBounds.approvalAbove.most }),
    ),
  },
  closed,
);

export function serveNetwork(api: ApiSite): void {
  serveSchools(api);
  serveOpenings(api);

  api.network(
    'readNetworkSettings',
    { summary: 'What is set for all schools; null: as it came', answer: Settings },
    async ({ deps }) => {
      const { letterDays, approvalAbove } = await readSettings(deps);
      return { body: { letterDays, approvalAbove } };
    },
  );
  api.network(
    'setNetworkSettings',
    { summary: 'Change some settings; the others stay', body: Type.Partial(Settings, closed), answer: Settings },
    async ({ deps, operator, body }) => {
      const set = await setSettings(deps, operator, body);
      if (!set.ok) throw notAllowed();
      const { letterDays, approvalAbove } = await readSettings(deps);
      return { body: { letterDays, approvalAbove } };
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
          jobs: Type.Object({ waiting: Type.Integer(), failed: Type.Integer() }, closed),
          audit: Type.Object({ seq: Type.Integer(), hmac: Type.String() }, closed),
        },
        closed,
      ),
    },
    async ({ deps }) => {
      const { database, migrations, jobs, audit } = await readState(deps);
      const shown = { count: migrations.count, last: migrations.last, appliedAt: migrations.appliedAt.toISOString() };
      return {
        body: { version, database, migrations: shown, jobs: { waiting: jobs.waiting, failed: jobs.failed }, audit },
      };
    },
  );
}
