// argon2id for all that a person types, a few at once: hashing is the most costly thing an anonymous request can ask.
import { hash, parseOptions, verify } from '@node-rs/argon2';
/** The least that OWASP asks of argon2id. Raising it upgrades each password at its owner's next sign-in. */
export const currentCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Too many hashes are asked at once; the web shell answers 503 to it. */
export class HashingBusy extends Error {
    statusCode = 503;
    constructor() {
        super('too many passwords are being checked');
    }
}
/**
 * At most `atOnce` tasks run; at most `room` wait. Urgent ones (a person is signing in) pass the others (a batch of
 * letters), and have the room for themselves: a batch waits for its own turn, one task after the other.
 */
function turnstile(atOnce, room) {
    const urgent = [];
    const others = [];
    let running = 0;
    const leave = () => {
        running -= 1;
        const next = urgent.shift() ?? others.shift();
        if (next !== undefined)
            enter(next);
    };
    const enter = (next) => {
        running += 1;
        next.run();
    };
    return async (isUrgent, task) => {
        const queue = isUrgent ? urgent : others;
        if (running >= atOnce && queue.length >= room)
            throw new HashingBusy();
        await new Promise((resolve) => {
            const waiting = { run: resolve };
            if (running < atOnce)
                enter(waiting);
            else
                queue.push(waiting);
        });
        try {
            return await task();
        }
        finally {
            leave();
        }
    };
}
/** argon2id with these parameters; the salt comes from the library's own cryptographic generator. */
export function argon2id(cost = currentCost, atOnce = 2, room = 100) {
    const inTurn = turnstile(atOnce, room);
    // Made once, before anybody asks: `pretend` then does exactly what `matches` does.
    const nobody = hash('nobody', cost);
    nobody.catch(() => undefined);
    return {
        make: (secret) => inTurn(false, () => hash(secret, cost)),
        matches: (phc, secret) => inTurn(true, () => verify(phc, secret)),
        pretend: async (secret) => {
            const phc = await nobody;
            await inTurn(true, () => verify(phc, secret));
        },
        outdated: (phc) => {
            const made = parseOptions(phc);
            return made.memoryCost < cost.memoryCost || made.timeCost < cost.timeCost || made.parallelism < cost.parallelism;
        },
    };
}
