/** The hidden first argument that tells a compiled program that it is a child of itself. */
export const CHILD_ARGUMENT = "--netlab-child";

/**
 * Whether this program was started by itself, as a child that serves one client. In a separate
 * file, because every start asks, and few go on to load the modules of a child.
 */
export function isChild(): boolean {
  return Deno.args[0] === CHILD_ARGUMENT;
}
