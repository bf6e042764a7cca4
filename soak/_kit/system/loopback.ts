import { OWN_NETWORK } from "./launch.ts";

/** The network of the run, which nobody else uses: it may be changed as a whole. */
export const loopback = {
  /** Why it may not be changed; `null` when it may. */
  missing: (): string | null =>
    Deno.env.get(OWN_NETWORK) === "1" ? null : "the run has no network of its own (unshare --net, ip)",

  /** Changes it, as `ip link set lo …` does. */
  async set(...words: string[]): Promise<void> {
    const { success, stderr } = await new Deno.Command("ip", { args: ["link", "set", "lo", ...words] })
      .output();
    if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
  },
};
