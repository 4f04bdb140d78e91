export function emptyBatch() {
    return { schools: [], pupils: [], divisions: [], guardians: [], links: [], held: [] };
}
/** Rows in a batch, of all kinds. */
export function batchSize(batch) {
    let size = 0;
    for (const rows of Object.values(batch))
        size += rows.length;
    return size;
}
