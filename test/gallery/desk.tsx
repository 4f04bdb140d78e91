// More sample pages of the school's desk: what is done with lists, accounts and registers.
import { ExportPage } from '../../src/school/export-pages.js';
import { everything } from '../../src/school/rules.js';
import { desk, viewAt } from './school.js';
import type { Samples } from './stage.js';

export const deskSamples: Samples = {
  'desk-export': () => (
    <ExportPage
      view={viewAt('/ecole/comptes/export')}
      desk={desk}
      form={{
        query: { ...everything, search: 'benali', division: '5e B', filter: 'never_activated', mail: false },
        count: 12,
        askCode: true,
        errors: [{ field: 'code', message: 'Tapez le code de votre application.' }],
      }}
    />
  ),
};
