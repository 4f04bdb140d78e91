// A flag on a record of a register: a court decided, an address must stay unknown. Shown to those who need it alone.

export const protectionKinds = ['court', 'address', 'other'] as const;
export type ProtectionKind = (typeof protectionKinds)[number];

/** What is flagged: a guardian or a pupil of this school. */
export type Flagged = { readonly kind: 'guardian' | 'pupil'; readonly id: number };

export const writeFlagged = ({ kind, id }: Flagged): string => `${kind}-${id}`;

export function readFlagged(text: string): Flagged | undefined {
  const [, kind, id] = /^(guardian|pupil)-([1-9][0-9]{0,14})$/.exec(text) ?? [];
  if (kind === undefined) return undefined;
  return { kind: kind === 'guardian' ? 'guardian' : 'pupil', id: Number(id) };
}
