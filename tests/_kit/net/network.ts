/** What a network is like. */
export interface NetworkOptions {
  /** Settings of the kernel for it, as in `net.ipv6.bindv6only=1`. */
  readonly settings?: readonly string[];
  /** What the hosts file says there; needs a file system of its own, too. */
  readonly hosts?: string;
}

/**
 * A network of its own: loopback and nothing else, so that its ports are free whatever else runs on the
 * machine, several tests can run at once, and nothing in them reaches the outside.
 */
export class Network implements AsyncDisposable {
  private constructor(readonly holder: Deno.ChildProcess, readonly enter: readonly string[]) {}

  /** Opens one, as root or by a user namespace. @returns `undefined` where the system does not let us. */
  static async open(options: NetworkOptions = {}): Promise<Network | undefined> {
    const mounts = options.hosts === undefined ? [] : ["-m"];
    for (
      const [unshare, nsenter] of [[["-n"], ["-n"]], [["-rn"], ["-U", "-n", "--preserve-credentials"]]]
    ) {
      const holder = await hold([...unshare!, ...mounts], options);
      if (holder === undefined) continue;
      return new Network(holder, ["nsenter", "-t", `${holder.pid}`, ...nsenter!, ...mounts]);
    }
    return undefined;
  }

  /** A command that runs in it. */
  command(name: string, ...args: readonly string[]): [string, string[]] {
    return [this.enter[0]!, [...this.enter.slice(1), name, ...args]];
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
async function hold(
  unshare: readonly string[],
  { settings = [], hosts }: NetworkOptions,
): Promise<Deno.ChildProcess | undefined> {
  const script = [
    "ip link set lo up",
    ...settings.map((setting) => {
      const [name, value] = setting.split("=");
      return `echo ${value} > /proc/sys/${name!.replaceAll(".", "/")}`;
    }),
    // Its name is needed no longer than it takes to mount it.
    ...hosts === undefined
      ? []
      : [`file=$(mktemp) && printf '%b' "$0" > $file && mount --bind $file /etc/hosts && rm $file`],
    "echo up",
    "exec cat",
  ].join(" && ");
  const holder = new Deno.Command("unshare", {
    args: [...unshare, "sh", "-c", script, ...hosts === undefined ? [] : [hosts]],
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
