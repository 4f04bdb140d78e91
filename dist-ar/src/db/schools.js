/** False when a school of this code is there already; nothing is then changed. */
export async function insertSchool(tx, school, at) {
    const added = await tx
        .insertInto('school')
        .values({ ...school, createdAt: at })
        .onConflict((conflict) => conflict.column('uai').doNothing())
        .returning('uai')
        .executeTakeFirst();
    return added !== undefined;
}
export async function getSchoolName(db, uai) {
    return (await db.selectFrom('school').select('name').where('uai', '=', uai).executeTakeFirstOrThrow()).name;
}
export async function schoolExists(db, uai) {
    const found = await db.selectFrom('school').select('uai').where('uai', '=', uai).executeTakeFirst();
    return found !== undefined;
}
export async function findSchoolKind(db, uai) {
    return (await db.selectFrom('school').select('kind').where('uai', '=', uai).executeTakeFirst())?.kind;
}
export async function writeContactMail(tx, uai, contactMail) {
    await tx.updateTable('school').set({ contactMail }).where('uai', '=', uai).execute();
}
