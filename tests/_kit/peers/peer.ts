import { isInstalled } from "../program/is_installed.ts";

/** A program that we did not write, against which netlab is tested. */
export type Peer = string;

/**
 * A test that needs other programs. Where one of them is missing the test is skipped and says so in its name;
 * in CI (`NETLAB_REQUIRE_PEERS=1`) it fails instead, because a test that is never run proves nothing.
 */
export function peerTest(
  name: string,
  peers: Peer[],
  fn: (t: Deno.TestContext) => Promise<void> | void,
): void {
  const missing = peers.filter((peer) => !isInstalled(peer));
  const required = Deno.env.get("NETLAB_REQUIRE_PEERS") === "1";
  if (missing.length === 0) Deno.test(name, fn);
  else if (required) {
    Deno.test(name, () => Promise.reject(new Error(`${missing.join(", ")} is not installed`)));
  } else Deno.test({ name: `${name} (skipped: ${missing.join(", ")} is not installed)`, ignore: true, fn });
}
