import { peerTest } from "../peers/peer.ts";

/** A test that has to be root, to become somebody else; where it is not, it is skipped and says so. */
export function rootTest(
  name: string,
  peers: string[],
  fn: (t: Deno.TestContext) => Promise<void> | void,
): void {
  if (Deno.build.os === "linux" && Deno.uid() === 0) peerTest(name, peers, fn);
  else Deno.test({ name: `${name} (skipped: it takes Linux and root)`, ignore: true, fn });
}
