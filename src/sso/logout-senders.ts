// Who tells a client that a session is over, by protocol.
import type { LogoutSenders } from './logout-actions.js';

export const logoutSenders: LogoutSenders = {};
