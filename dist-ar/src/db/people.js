/** Guardian records as their school wrote them, by id. */
export async function readGuardians(db, ids) {
    if (ids.length === 0)
        return [];
    return await db
        .selectFrom('guardianRecord')
        .select(['id as guardianId', 'schoolUai', 'civility', 'familyName', 'usageName', 'firstName'])
        .where('id', 'in', [...ids])
        .orderBy('id')
        .execute();
}
