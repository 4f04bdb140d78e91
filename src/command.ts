// What a command is. Each feature exports its own; src/commands.ts lists them.
import type { Deps } from './deps.js';

/** Where a command speaks: the caller's terminal, also when the command runs inside the server. */
export type Io = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The folder in which the caller named his files. */
  readonly cwd: string;
  /** The line that the caller gave on standard input, for the few commands that read one (`readsLine` in commands.ts). */
  readonly line?: string | undefined;
};

/** Returns the exit code: 0 done, 1 refused, 2 asked wrongly. `argv` is what follows the command's name. */
export type RunCommand = (deps: Deps, argv: readonly string[], io: Io) => Promise<number>;
