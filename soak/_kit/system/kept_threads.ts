import { netlab, PLAIN } from "../../../tests/_kit/program/netlab.ts";

/**
 * Whether this runtime keeps the descriptors of the event loop of every thread that has ended:
 * 2.7.11 does, 2.9.6 does not.
 */
const KEEPER = /^deno (2\.[0-8]\.\d+)/m;

/**
 * Whether the program that is tried runs on a runtime whose ended threads leave descriptors behind, for which
 * netlab can do nothing: not even a thread that ends by itself lets go of them.
 *
 * @returns the version of that runtime
 */
export async function keptThreads(): Promise<string | undefined> {
  const [program, args] = netlab("--version");
  const { stdout } = await new Deno.Command(program, { args, env: PLAIN, stderr: "null" }).output();
  return KEEPER.exec(new TextDecoder().decode(stdout))?.[1];
}
