export const staffRoles = ['head', 'secretary', 'reader'];
/** Who may issue letters and break groupings; a reader only looks. */
export const mayAct = (role) => role !== 'reader';
/** How a person's mail is counted when it is tried in vain: like the database, which knows one account per mail. */
export const mailKey = (mail) => mail.normalize('NFC').trim().toLowerCase().slice(0, 254);
export const isStaffRole = (text) => staffRoles.includes(text);
/** Days that an enrolment link lives. */
export const enrolmentDays = 7;
export function decideRoleChange(live, wanted) {
    if (live === undefined)
        return 'added';
    return live === wanted ? 'unchanged' : 'changed';
}
/** For which of his schools a person works: the one chosen in this session while he has it, else the only one. */
export function postAtWork(posts, chosenUai) {
    const chosen = posts.find((post) => post.schoolUai === chosenUai);
    return chosen ?? (posts.length === 1 ? posts[0] : undefined);
}
