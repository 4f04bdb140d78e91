// Which records are compared at all: those that share a key. The work follows the size of the register and not its square.

/** A key that more records share says nothing: « Mohamed BE… » at a large school, the telephone of a shelter. */
const mostOfOneKey = 40;

/** The pairs that share a key, each once, in the order of the records. */
export function pairByKeys<R>(records: readonly R[], keysOf: (record: R) => readonly string[]): (readonly [R, R])[] {
  const blocks = new Map<string, number[]>();
  for (const [at, record] of records.entries())
    for (const key of new Set(keysOf(record))) {
      const block = blocks.get(key);
      if (block === undefined) blocks.set(key, [at]);
      else block.push(at);
    }
  const pairs = new Map<number, readonly [R, R]>();
  for (const block of blocks.values())
    if (block.length <= mostOfOneKey)
      for (const [nth, at] of block.entries())
        for (const otherAt of block.slice(nth + 1)) {
          const [one, other] = [records[at], records[otherAt]];
          if (one !== undefined && other !== undefined) pairs.set(at * records.length + otherAt, [one, other]);
        }
  return [...pairs.values()];
}
