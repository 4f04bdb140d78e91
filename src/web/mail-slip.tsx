// An address that looks like a slip of the finger: what its writer may have meant, and the way to change it.
import type { JSX } from 'preact';
import type { T } from '../i18n/translator.js';
import { likelyMail } from '../kernel/mail-slips.js';
import { href } from '../routes.js';
import { MailAddress } from './names.js';
import { Note } from './panels.js';

export function MailSlip({ t, mail }: { t: T; mail: string }): JSX.Element | null {
  const meant = likelyMail(mail);
  if (meant === undefined) return null;
  return (
    <Note>
      <p>{t.rich('mail.slip', { mail: <MailAddress>{meant}</MailAddress> })}</p>
      <p>
        <a href={href('changeMail')}>{t('mail.change-title')}</a>
      </p>
    </Note>
  );
}
