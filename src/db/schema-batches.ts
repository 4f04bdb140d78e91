// The table of migrations/0061 and 0130.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Actor } from '../audit/events.js';
import type { BatchState } from '../batches/rules.js';
import type { Paper } from '../letters/formats.js';
import type { LetterSituation } from '../letters/rules.js';
import type { Json } from './schema-registers.js';

export type LetterBatchTable = {
  id: GeneratedAlways<number>;
  schoolUai: string;
  staffId: number;
  askedAt: Date;
  actor: Json<Actor>;
  division: string | null;
  situation: LetterSituation;
  picked: boolean;
  reissue: boolean;
  chosen: ColumnType<readonly number[] | null, string | null, string | null>;
  links: boolean;
  /** Of 0115. */
  linked: ColumnType<readonly number[] | null, string | null, string | null>;
  paper: Paper;
  state: Generated<BatchState>;
  drawn: Generated<number>;
  tries: Generated<number>;
  firstNumber: string | null;
  letters: Generated<number>;
  replaced: Generated<number>;
  mails: Generated<number>;
  endedAt: Date | null;
  fetchedAt: Date | null;
};
