// From what the database says of children to what the parents' pages show of them.
import type { Child } from '../db/children.js';
import type { Child as ShownChild } from '../web/children.js';
import type { View } from '../web/view.js';

/** Children as pages show them: the colour is the place in the list, `from` when the list goes on another one. */
export function showChildren(children: readonly Child[], from = 0): ShownChild[] {
  return children.map((child, index) => ({
    firstName: child.firstName,
    familyName: child.usageName ?? child.familyName,
    division: child.division ?? undefined,
    schoolName: child.schoolName,
    position: from + index,
  }));
}

type GuardianNamed = Pick<Child, 'guardianCivility' | 'guardianFirstName' | 'guardianFamilyName' | 'guardianUsageName'>;

/** The guardian of a child as its school wrote him: « Mme Claire MARTIN » */
export function guardianNameOf(child: GuardianNamed): string {
  const family = (child.guardianUsageName ?? child.guardianFamilyName).toLocaleUpperCase('fr');
  return [child.guardianCivility, child.guardianFirstName, family].filter((part) => part !== null).join(' ');
}

/** The same view, saying whom to call: the school of the first child. */
export function withHelp(view: View, children: readonly Child[]): View {
  const [child] = children;
  if (child === undefined) return view;
  const phone = child.schoolPhone === '' ? undefined : child.schoolPhone;
  return { ...view, help: { schoolName: child.schoolName, phone } };
}
