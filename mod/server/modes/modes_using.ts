import { MODES } from "./load_mode.ts";
import type { ModeName } from "./mode.ts";

/** The modes that use an option; what is not here concerns all of them. */
const USED_BY = {
  workers: ["pool", "symmetric"],
  queue: ["pool"],
  /** Where the handler runs in a separate isolate. */
  permissions: ["process", "thread", "pool", "symmetric"],
} as const satisfies Readonly<Record<string, readonly ModeName[]>>;

/** An option that only some modes use. */
export type OptionOfSomeModes = keyof typeof USED_BY;

/** The modes that use an option; all of them for most. */
export function modesUsing(option: string): readonly ModeName[] {
  return Object.hasOwn(USED_BY, option)
    ? USED_BY[option as OptionOfSomeModes]
    : Object.keys(MODES) as ModeName[];
}
