/**
 * Whether this process was started with SIGHUP ignored, as `nohup` does: it should outlive its
 * terminal.
 *
 * The kernel's own record (proc_pid_status(5), `SigIgn`, a bit a signal) is the only one that a
 * runtime can see; without it, the answer is no. Ask before anybody listens for the signal.
 */
export function hangupIgnored(): boolean {
  if (Deno.build.os !== "linux") return false;
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)$/m.exec(Deno.readTextFileSync("/proc/self/status"))?.[1];
    return mask !== undefined && (BigInt(`0x${mask}`) & SIGHUP_BIT) !== 0n;
  } catch {
    return false; // no /proc, or not ours to read
  }
}

/** Signal 1. */
const SIGHUP_BIT = 1n;
