import { href } from '../routes.js';
import { redirect } from '../web/http.js';
import { secondStepMinutes } from './factor-rules.js';
/** The password was right: on to the code, in this browser alone. */
export function toSecondStep(token, back) {
    return redirect(href('secondStep', back === '' ? {} : { retour: back }), {
        cookies: [{ name: 'second', value: token, maxAgeSeconds: secondStepMinutes * 60 }],
    });
}
