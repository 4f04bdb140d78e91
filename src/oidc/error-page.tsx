// What a person reads when a client's request cannot be answered by sending him back to it.
import type { KoaContextWithOIDC } from 'oidc-provider';
import { ClientProblemPage } from '../sso/client-pages.js';
import { renderPage } from '../web/render.js';
import type { View } from '../web/view.js';

/** `out` is what the protocol calls the fault: signs of our own and of the library, never of the address. */
export function renderOidcError(
  ctx: KoaContextWithOIDC,
  asking: { readonly view: View; readonly requestId: string } | undefined,
  out: { readonly error?: string | undefined },
): void {
  ctx.type = 'text/html; charset=utf-8';
  ctx.body =
    asking === undefined
      ? ''
      : renderPage(ClientProblemPage({ view: asking.view, code: out.error ?? '', requestId: asking.requestId }));
}
