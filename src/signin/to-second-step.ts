import { href } from '../routes.js';
import { type Answer, redirect } from '../web/http.js';
import { secondStepMinutes } from './factor-rules.js';

/** The password was right: on to the code, in this browser alone. */
export function toSecondStep(token: string, back: string): Answer {
  return redirect(href('secondStep', back === '' ? {} : { retour: back }), {
    cookies: [{ name: 'second', value: token, maxAgeSeconds: secondStepMinutes * 60 }],
  });
}
