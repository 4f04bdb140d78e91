// Who tells a client that a session is over, by protocol.
import { tellService } from '../cas/logout.js';
import { tellOidcLogout } from '../oidc/logout-sender.js';
import { tellProvider } from '../saml/logout.js';
import type { LogoutSenders } from './logout-actions.js';

export const logoutSenders: LogoutSenders = { oidc: tellOidcLogout, cas: tellService, saml: tellProvider };
