async function exec(open, script) {
    if (open.driver.kind === 'embedded')
        return ((await open.driver.pglite.exec(script)).at(-1)?.rows ?? []);
    const result = await open.driver.pool.query(script);
    const last = Array.isArray(result) ? result.at(-1) : result;
    return last.rows;
}
async function tables(open) {
    const rows = await exec(open, `select tablename as name from pg_tables
     where schemaname = 'public' and tablename not in ('schema_migration', 'audit_head') order by tablename`);
    return rows.map((row) => String(row.name));
}
/** Gives every table ids of its own range, so that the id of one thing never passes for the id of another. */
export async function spreadIds(open) {
    const rows = await exec(open, `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'id' and is_identity = 'YES' order by table_name`);
    const spread = rows.map((row, index) => `alter table ${row.name} alter column id set start with ${(index + 1) * 1000 + 1} restart`);
    await exec(open, spread.join(';'));
}
const known = new WeakMap();
/** Removes every row, and lets ids and the audit chain begin again. */
export async function emptyDatabase(open) {
    let script = known.get(open);
    if (script === undefined) {
        script = `truncate ${(await tables(open)).join(', ')} restart identity;
      update audit_head set seq = 0, hmac = decode(repeat('00', 32), 'hex');
      delete from pgboss.job`;
        known.set(open, script);
    }
    await exec(open, script);
}
