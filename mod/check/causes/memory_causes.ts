import { type Cause, when } from "../rule.ts";
import { MEMORY_CAUSES as WHY } from "../texts/memory_texts.ts";
import type { Failure } from "./rule_violation.ts";

/** A program that had no memory left: whatever else is seen comes of that, under any rule. */
export const NO_MEMORY: readonly Cause[] = [
  when(({ outgrown }) => outgrown !== undefined, WHY.outgrown),
  when(toldNoMemory, WHY.toldNoMemory),
];

/** It has ended, and its own words are about memory that it did not get. */
function toldNoMemory({ ended, said }: Failure): boolean {
  return ended !== undefined && WORDS.test(said);
}

const WORDS = new RegExp(
  [
    /^MemoryError\b/, // Python
    /java\.lang\.OutOfMemoryError/,
    /JavaScript heap out of memory/,
    /^fatal error: runtime: (cannot allocate memory|out of memory)/, // Go
    /std::bad_alloc/,
    /failed to allocate memory \(NoMemoryError\)/, // Ruby
    /^Out of memory!|Allowed memory size of \d+ bytes exhausted/, // Perl, PHP
    /^memory allocation of \d+ bytes failed/, // Rust
  ].map(({ source }) => source).join("|"),
  "m",
);
