// Addresses at which programs ask: no page of ours leads there, and no form of ours posts there.

/** OpenID Connect, by the names that its library gives them: programs ask these, and read them in the discovery. */
export const oidcRoutes = {
  authorization: '/oidc/authorize',
  end_session: '/oidc/logout',
  introspection: '/oidc/introspect',
  jwks: '/oidc/jwks',
  pushed_authorization_request: '/oidc/request',
  revocation: '/oidc/revoke',
  token: '/oidc/token',
  userinfo: '/oidc/userinfo',
} as const;

export const discoveryPaths = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'] as const;

/** Answered to programs, or to a browser that a program sent: no page of ours leads there, and no form of ours posts there. */
export const programPaths: readonly string[] = [
  ...Object.values(oidcRoutes),
  `${oidcRoutes.authorization}/:request`,
  ...discoveryPaths,
];
