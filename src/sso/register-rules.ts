// The register of applications as its operator reads it.
import type { Client } from './rules.js';

/** What an operator reads of one, beside its line. */
export type ClientFigures = {
  readonly eventsUrl: string | null;
  /** It is told of events: posted to it, or fetched by it. */
  readonly events: boolean;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  /** Events that wait, and events given up. */
  readonly waiting: number;
  readonly parked: number;
  readonly oldSecretUntil: Date | null;
  readonly oldEventsUntil: Date | null;
};
export type ClientOfRegister = Client & ClientFigures;
