// A member of staff at a browser: added by the real command, enrolled through the real pages, with an authenticator.
import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { staffCommand } from '../src/staff/command.js';
import { openVisitor } from './visitor.js';
import { addSchool } from './world.js';
/** Runs `staff …` and keeps what it said. */
export async function runStaff(deps, ...argv) {
    let out = '';
    let err = '';
    const io = {
        out: (text) => {
            out += text;
        },
        err: (text) => {
            err += text;
        },
        cwd: '/',
    };
    return { code: await staffCommand(deps, argv, io), out, err };
}
/** The path of the link that `staff add` printed. */
export function linkIn(said) {
    const link = /https?:\/\/\S+\/ecole\/inscription\/\S+/.exec(said.out)?.[0];
    assert.ok(link, `no link in: ${said.out}${said.err}`);
    return new URL(link).pathname;
}
/** The application on the telephone. */
export function authenticatorOf(deps, page) {
    const secret = page.all('.code').find((text) => /^([A-Z2-7]{4} ?){8}$/.test(text));
    assert.ok(secret, 'the page shows a secret to type');
    const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
    return {
        /** The code of now, used already or not. */
        now: () => totp.generate({ timestamp: deps.now().getTime() }),
        /** Waits for the next code. */
        next: () => {
            deps.clock.advance({ seconds: 30 });
            return totp.generate({ timestamp: deps.now().getTime() });
        },
        at: (seconds) => totp.generate({ timestamp: deps.now().getTime() + seconds * 1000 }),
    };
}
const password = 'un bureau plein de dossiers';
/** Adds and enrols somebody; the browser is signed in. */
export async function openSecretary(deps, app, school, wanted = {}) {
    await addSchool(deps, school);
    const mail = wanted.mail ?? 'sophie.lopez@exemple.fr';
    const role = wanted.role ?? 'secretary';
    const said = await runStaff(deps, 'add', '--school', school, '--mail', mail, '--name', 'Sophie Lopez', '--role', role);
    const visitor = openVisitor(app, wanted.options);
    const form = await visitor.visit(linkIn(said));
    const authenticator = authenticatorOf(deps, form);
    const page = await form.send({ password, code: authenticator.now() }, 'Créer mon accès');
    return { visitor, mail, password, authenticator, page };
}
/** Signs in on the ordinary page of the school's site. */
export async function signInStaff(visitor, typed) {
    return await (await visitor.visit('/ecole/connexion')).send(typed, 'Se connecter');
}
