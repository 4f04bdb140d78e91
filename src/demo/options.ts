// What `demo` may be asked.

export type DemoOptions = {
  /** Built anew, whatever lies in the folder. */
  readonly fresh: boolean;
  /** Only the staff's codes of this moment. */
  readonly code: boolean;
  /** How far the demo's clock is ahead: what happens after months is then seen today. */
  readonly days: number;
};

/** Undefined for anything else: an option twice, an unknown word, days that no demo needs. */
export function readDemoOptions(argv: readonly string[]): DemoOptions | undefined {
  const options = { fresh: false, code: false, days: 0 };
  const left = [...argv];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--fresh' && !options.fresh) options.fresh = true;
    else if (word === '--code' && !options.code) options.code = true;
    else if (word === '--days' && options.days === 0) {
      const days = left.shift() ?? '';
      if (!/^[1-9]\d{0,2}$/.test(days)) return undefined;
      options.days = Number(days);
    } else return undefined;
  }
  return options.fresh && options.code ? undefined : options;
}
