// A real SMTP server on loopback that can be made to refuse, for tests of what leaves.
import { SMTPServer } from 'smtp-server';
import { freePort } from './postgres.js';
function refusal(status, text) {
    return Object.assign(new Error(text), { responseCode: status });
}
export async function startMailServer() {
    const received = [];
    const answers = [];
    const server = new SMTPServer({
        disabledCommands: ['STARTTLS', 'AUTH'],
        disableReverseLookup: true,
        onRcptTo(_, __, callback) {
            if (answers[0] !== 'no such person')
                return callback();
            answers.shift();
            callback(refusal(550, 'no such person here'));
        },
        onData(stream, session, callback) {
            const chunks = [];
            stream.on('data', (bytes) => chunks.push(bytes));
            stream.on('end', () => {
                const answer = answers.shift() ?? 'take';
                if (answer === 'temporary failure')
                    return callback(refusal(451, 'try again later'));
                const { mailFrom, rcptTo } = session.envelope;
                received.push({
                    from: mailFrom === false ? '' : mailFrom.address,
                    to: rcptTo.map(({ address }) => address),
                    message: Buffer.concat(chunks).toString('utf8'),
                });
                if (answer === 'hang up after data')
                    return callback(refusal(421, 'closing'));
                callback();
            });
        },
    });
    const port = await freePort();
    await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
    server.on('error', () => undefined);
    return {
        url: `smtp://127.0.0.1:${port}`,
        received,
        answers,
        stop: () => new Promise((resolve) => server.close(() => resolve())),
    };
}
