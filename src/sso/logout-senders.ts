// Who tells a client that a session is over, by protocol.
import { tellService } from '../cas/logout.js';
import { tellProvider } from '../saml/logout.js';
import type { LogoutSenders } from './logout-actions.js';

export const logoutSenders: LogoutSenders = { cas: tellService, saml: tellProvider };
