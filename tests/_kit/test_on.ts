type Os = typeof Deno.build.os;

/** Where there are links that anybody may make, FIFOs, signals, owners, and names with any character but "/". */
export const POSIX: readonly Os[] = ["linux", "darwin"];

/** The systems that netlab is made for. */
export const EVERYWHERE: readonly Os[] = [...POSIX, "windows"];

/**
 * A test of something that not every system has: elsewhere it is skipped, and its name says why.
 *
 * @param why it is skipped elsewhere, as a sentence without its full stop.
 */
export function testOn(
  systems: readonly Os[],
  why: string,
  name: string,
  fn: (t: Deno.TestContext) => Promise<void> | void,
): void {
  if (systems.includes(Deno.build.os)) Deno.test(name, fn);
  else Deno.test({ name: `${name} (skipped: ${why})`, ignore: true, fn });
}
