// How a written mail leaves: to the SMTP server, or as a file in the data folder where there is none.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
// Machine-made: no out-of-office answers to these.
const message = (mail) => ({ ...mail, headers: { 'Auto-Submitted': 'auto-generated' } });
/** The other side has this mail in its hands and will never take it: no such person, no such domain. */
export class MailRefused extends Error {
    status;
    constructor(status) {
        super(`the mail was refused (${status})`);
        this.status = status;
    }
}
/** A lasting refusal of the recipient or the message; one of the connection or the password may be mended. */
function lastingRefusal(error) {
    if (typeof error !== 'object' || error === null)
        return undefined;
    const { code, responseCode } = error;
    const aboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE';
    return aboutThisMail && typeof responseCode === 'number' && responseCode >= 500 ? responseCode : undefined;
}
const seconds = 1000;
/** Mails leave by `smtp://user:password@host:port` or `smtps://…`. Nothing is fetched, no file is attached by name. */
export function smtpTransport(url) {
    const transporter = createTransport({
        url,
        pool: true,
        maxConnections: 2,
        disableFileAccess: true,
        disableUrlAccess: true,
        connectionTimeout: 15 * seconds,
        greetingTimeout: 15 * seconds,
        socketTimeout: 60 * seconds,
    });
    return {
        send: async (mail) => {
            try {
                await transporter.sendMail(message(mail));
            }
            catch (error) {
                const status = lastingRefusal(error);
                throw status === undefined ? error : new MailRefused(status);
            }
        },
        close: () => transporter.close(),
    };
}
/** Mails become files `NAME.eml` in a folder, whole or not at all. */
export function fileTransport(folder) {
    const transporter = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    return {
        send: async (mail) => {
            const { message: bytes } = await transporter.sendMail(message(mail));
            await mkdir(folder, { recursive: true, mode: 0o700 });
            const name = join(folder, `${mail.messageId.replace(/[^\w-]+/g, '_').replace(/^_|_$/g, '')}.eml`);
            await writeFile(`${name}.part`, bytes, { mode: 0o600 });
            await rename(`${name}.part`, name);
        },
        close: () => transporter.close(),
    };
}
