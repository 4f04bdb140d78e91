/** Must be told of the pool before the pool opens its first connection. */
export function recordStatements(pool) {
    let noted = [];
    pool.on('connect', (client) => {
        const query = client.query.bind(client);
        Object.assign(client, {
            query: (asked, values, ...rest) => {
                if (typeof asked === 'string')
                    noted.push({ text: asked, values: Array.isArray(values) ? values : [] });
                return query(asked, values, ...rest);
            },
        });
    });
    return {
        record: async (work) => {
            noted = [];
            await work();
            return noted;
        },
    };
}
/** Sends statements through one connection of the pool, in order. */
export async function replay(pool, statements) {
    const client = await pool.connect();
    try {
        for (const { text, values } of statements)
            await client.query(text, [...values]);
    }
    finally {
        client.release();
    }
}
