// What must be settled before a client gets its code: who the person is, then whether he took its name of
// him back, then whether a school opened the client to him.
import { interactionPolicy, type KoaContextWithOIDC, type interactionPolicy as Policy } from 'oidc-provider';

const { base, Check, Prompt } = interactionPolicy;

export type Admit = (ctx: KoaContextWithOIDC) => Promise<boolean>;

/** Without the library's consent: a school's contract stands for it, and parents see and take back what was given. */
export function policyOf(unknown: Admit, admit: Admit): Policy.DefaultPolicy {
  const policy = base();
  policy.remove('consent');
  const withdrawn = new Check('withdrawn', 'this person took the name back', 'login_required', unknown);
  policy.add(new Prompt({ name: 'return', requestable: false }, withdrawn));
  const refused = new Check(
    'not_opened',
    'no school of this person opened this application',
    'access_denied',
    async (ctx) => !(await admit(ctx)),
  );
  policy.add(new Prompt({ name: 'admission', requestable: false }, refused));
  return policy;
}
