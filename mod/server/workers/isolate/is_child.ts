/** The hidden first argument by which a compiled program is told that it is a child of itself. */
export const CHILD_ARGUMENT = "--netlab-child";

/**
 * Whether this program was started by itself, as a child that serves one client. In a file of its own, because every start asks, and
 * hardly any goes on to load what a child needs.
 */
export function isChild(): boolean {
  return Deno.args[0] === CHILD_ARGUMENT;
}
