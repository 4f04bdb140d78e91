import type { StaffRole } from './rules.js';

export const roleWords: Readonly<Record<StaffRole, string>> = {
  head: 'Direction',
  secretary: 'Secrétariat',
  reader: 'Lecture seule',
};
