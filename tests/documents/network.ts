/**
 * A network of its own for a document: loopback and nothing else, so that its ports are free whatever else
 * runs on the machine, several documents can be tried at once, and nothing in them reaches the outside.
 */
export class Network implements AsyncDisposable {
  private constructor(readonly holder: Deno.ChildProcess, readonly enter: readonly string[]) {}

  /** Opens one, as root or by a user namespace. @returns `undefined` where the system does not let us. */
  static async open(): Promise<Network | undefined> {
    for (
      const [unshare, nsenter] of [["-n", ["-n"]], ["-rn", ["-U", "-n", "--preserve-credentials"]]] as const
    ) {
      const holder = await hold(unshare);
      if (holder !== undefined) return new Network(holder, ["nsenter", "-t", `${holder.pid}`, ...nsenter]);
    }
    return undefined;
  }

  /** Every socket that waits for clients or datagrams: a name for each. */
  listening(): Set<string> {
    const found = new Set<string>();
    for (const table of ["tcp", "tcp6", "udp", "udp6", "unix"]) {
      for (
        const line of Deno.readTextFileSync(`/proc/${this.holder.pid}/net/${table}`).split("\n").slice(1)
      ) {
        const fields = line.trim().split(/\s+/);
        const waits = table === "unix" ? fields[3] === "00010000" : fields[3] === WAITING[table.slice(0, 3)];
        if (waits) found.add(`${table} ${table === "unix" ? fields[6] : fields[1]}`);
      }
    }
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.holder.stdin.close();
    await this.holder.status;
  }
}

/** The states LISTEN of a TCP socket, and CLOSE, which an unconnected UDP socket is in. */
const WAITING: Readonly<Record<string, string>> = { tcp: "0A", udp: "07" };

/** A process that keeps the network alive until its standard input is closed. */
async function hold(unshare: string): Promise<Deno.ChildProcess | undefined> {
  const script = "ip link set lo up && echo up && exec cat";
  const holder = new Deno.Command("unshare", {
    args: [unshare, "sh", "-c", script],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = holder.stdout.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  if (value !== undefined) return holder;
  await holder.stdin.close().catch(() => {/* it has ended */});
  await holder.status;
  return undefined;
}
