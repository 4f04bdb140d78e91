/** Children as pages show them: the colour is the place in the list, `from` when the list goes on another one. */
export function showChildren(children, from = 0) {
    return children.map((child, index) => ({
        firstName: child.firstName,
        familyName: child.usageName ?? child.familyName,
        division: child.division ?? undefined,
        schoolName: child.schoolName,
        position: from + index,
    }));
}
/** The guardian of a child as its school wrote him: « Mme Claire MARTIN » */
export function guardianNameOf(child) {
    const family = (child.guardianUsageName ?? child.guardianFamilyName).toLocaleUpperCase('fr');
    return [child.guardianCivility, child.guardianFirstName, family].filter((part) => part !== null).join(' ');
}
/** The same view, saying whom to call: the school of the first child. */
export function withHelp(view, children) {
    const [child] = children;
    if (child === undefined)
        return view;
    const phone = child.schoolPhone === '' ? undefined : child.schoolPhone;
    return { ...view, help: { schoolName: child.schoolName, phone } };
}
