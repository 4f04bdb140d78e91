// Cuts the connection to PostgreSQL just before or just after the n-th statement of an action, as a dying network does.
import { once } from 'node:events';
async function tear(client) {
    const closed = once(client.connection.stream, 'close');
    client.connection.stream.destroy();
    await closed;
}
/**
 * Arms a pool: its next statements are counted, and the connection is cut as told. Returns what was sent, for the
 * test to know when it has gone past the last statement. `disarm` puts the pool's connections back as they were.
 */
export function armCut(pool, cut) {
    const sent = [];
    const originals = new Map();
    const arm = (client) => {
        if (originals.has(client))
            return;
        const query = client.query;
        originals.set(client, query);
        client.query = async (...args) => {
            const first = args[0];
            sent.push(typeof first === 'string' ? first : String(first.text));
            const mine = sent.length === cut.at;
            if (mine && cut.when === 'before') {
                await tear(client);
                throw new Error('the connection was cut before the statement');
            }
            const result = await query.apply(client, args);
            if (!mine)
                return result;
            await tear(client);
            throw new Error('the connection was cut after the statement');
        };
    };
    const connect = pool.connect.bind(pool);
    pool.connect = (async () => {
        const client = await connect();
        arm(client);
        return client;
    });
    return {
        sent,
        disarm: () => {
            pool.connect = connect;
            for (const [client, query] of originals)
                client.query = query;
        },
    };
}
