// What every answer tells the browser to refuse. No inline script or style exists, so no nonce is needed.
import type { FastifyHelmetOptions } from '@fastify/helmet';

const directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'img-src': ["'self'"],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ["'none'"],
};

/** The same policy for a page whose form ends at another origin: a registered one, never one that was asked. */
export function policyOfFormTo(origin: string): string {
  // A host may hold signs that would begin another directive.
  if (!/^https?:\/\/[\w.:[\]-]+$/.test(origin)) throw new Error('an origin that no policy can name');
  return Object.entries({ ...directives, 'form-action': ["'self'", origin] })
    .map(([name, values]) => [name, ...values].join(' '))
    .join(';');
}

export function securityHeaders(production: boolean): FastifyHelmetOptions {
  return {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives,
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    originAgentCluster: true,
    frameguard: { action: 'deny' },
    noSniff: true,
    hsts: production ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  };
}

/** helmet knows no Permissions-Policy; a parents' page asks the telephone for nothing. */
export const permissionsPolicy = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');
