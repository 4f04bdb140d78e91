// The tables of migrations/0046: what applications are told of changes, and what came of it.
import type { Generated, GeneratedAlways } from 'kysely';
import type { EventBody, EventKind } from '../events/rules.js';
import type { Json } from './schema-registers.js';

export type DeliveryTable = {
  id: GeneratedAlways<number>;
  key: string;
  clientId: number;
  outboxId: number;
  kind: EventKind;
  body: Json<EventBody>;
  accountIds: number[];
  at: Date;
  nextAt: Date | null;
  tries: Generated<number>;
  tryingSince: Date | null;
  lastTriedAt: Date | null;
  lastAnswer: string | null;
  doneAt: Date | null;
  parkedAt: Date | null;
};

export type DeliveryAccountTable = { deliveryId: number; clientId: number; accountId: number };
