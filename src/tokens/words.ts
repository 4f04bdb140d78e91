// What is said of a token at a desk and by its command.
import type { StateKind } from '../web/facts.js';
import type { TokenState } from './rules.js';

export const tokenWords: Readonly<Record<TokenState, readonly [StateKind, string]>> = {
  live: ['active', 'Valable'],
  ended: ['closed', 'Terminé'],
  revoked: ['closed', 'Retiré'],
  orphaned: ['suspended', 'Arrêté'],
};
