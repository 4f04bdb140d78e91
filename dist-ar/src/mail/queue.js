/** Promises a mail: it leaves after the commit, and not at all when `tx` is rolled back. */
export async function queueMail(tx, deps, mail) {
    await deps.jobs.send(tx, 'mail', mail);
}
