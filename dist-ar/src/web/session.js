// The cookies: who is signed in (parents and staff apart), which letter or mail was opened, which browser is at work.
// Each holds random signs and nothing about the person; but for the language, which is a choice.
const names = {
    parent: 'fratrie',
    staff: 'fratrie-ecole',
    activation: 'fratrie-activation',
    mail: 'fratrie-mail',
    second: 'fratrie-deuxieme',
    reset: 'fratrie-nouveau',
    objection: 'fratrie-pas-moi',
    enrolment: 'fratrie-inscription',
    visitor: 'fratrie-visiteur',
    device: 'fratrie-appareil',
    language: 'fratrie-langue',
};
/** `__Host-` and Secure need https; plain names serve loopback http, and only there (config.ts sees to it). */
export function cookieName(name, https) {
    return https ? `__Host-${names[name]}` : names[name];
}
/** Lax, not Strict: a parent who comes from a mail or from the camera of his telephone is still signed in. */
export function cookieOptions(cookie, https) {
    return {
        path: '/',
        httpOnly: true,
        secure: https,
        sameSite: 'lax',
        ...(cookie.maxAgeSeconds === undefined ? {} : { maxAge: cookie.maxAgeSeconds }),
    };
}
