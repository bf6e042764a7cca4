import { fromFileUrl } from "@std/path";
import { descendants } from "../../tests/_kit/program/proc.ts";
import { succeeds } from "./succeeds.ts";

/** The variable that tells the run where its folder is, and that it is the run. */
export const INSIDE = "NETLAB_SOAK_FOLDER";

/** The variable that tells the run that its network is its own. */
export const OWN_NETWORK = "NETLAB_SOAK_OWN_NETWORK";

/** A name space of its own for mounts and processes: what is mounted and started in it ends with it, however it ends. */
const ROOM = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
/** Who has vanished while the network was down is missed after a quarter of a minute in there, instead of two hours. */
const KEEPALIVE = [["time", 10], ["intvl", 2], ["probes", 3]]
  .map(([what, value]) => `echo ${value} 2>/dev/null >/proc/sys/net/ipv4/tcp_keepalive_${what};`).join(" ");
/** A network of its own, too, which may fail without anybody else's noticing. */
const NETWORK = ["--net"];
const UP = ["sh", "-c", `${KEEPALIVE} ip link set lo up && exec "$@"`, "soak"];
/** Who is not root may have one, too, and is root in there. */
const MAPPED = ["--user", "--map-root-user"];
/** A session of its own: Ctrl-C at the terminal is said to us alone, and not to every server as well. */
const APART = ["setsid"];
/** It ends when we are killed, too. */
const TIED = ["setpriv", "--pdeathsig", "KILL"];
const ROOMS = [
  [...TIED, ...APART, ...ROOM, ...NETWORK],
  [...TIED, ...APART, ...ROOM, ...NETWORK, ...MAPPED],
  [...TIED, ...APART, ...ROOM],
  [...TIED, ...APART, ...ROOM, ...MAPPED],
  [...APART, ...ROOM],
  [...APART, ...ROOM, ...MAPPED],
];
/**
 * The first process in there is a shell: it waits for whoever has lost its parent. Shared memory is named after processes, and
 * those in there have numbers that others have outside.
 */
const INIT = ["sh", "-c", 'mount -t tmpfs netlab-soak /dev/shm 2>/dev/null; "$@"; exit $?', "soak"];
/** How long a run that was asked to stop may take to clean up after itself. */
const GRACE_MS = 30_000;

/**
 * Runs the soak again, in a room of its own where the system has one, and removes its folder afterwards. Even `kill -9` of the
 * run leaves no server and no mount behind. Asked to stop once, the run ends with the table so far; asked again, at once.
 *
 * @returns its exit code
 */
export async function launch(args: readonly string[]): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "netlab-soak-" });
  try {
    const place = await room();
    const [program, ...words] = [...place, ...command(args)];
    const env = { [INSIDE]: folder, [OWN_NETWORK]: place.includes(NETWORK[0]!) ? "1" : "" };
    const child = new Deno.Command(program!, { args: words, env, stdin: "null" }).spawn();
    let asked = 0;
    const stop = () => ++asked === 1 ? passOn(child) : kill(child.pid, "SIGKILL");
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) Deno.addSignalListener(signal, stop);
    return (await child.status).code;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function room(): Promise<string[]> {
  for (const words of ROOMS) {
    // In a network of its own nothing is up, not even loopback
    const begin = words.includes(NETWORK[0]!) ? UP : [];
    if (await succeeds([...words, ...begin, "true"])) return [...words, ...begin, ...INIT];
  }
  return await succeeds([...APART, "true"]) ? APART : [];
}

function command(args: readonly string[]): string[] {
  const main = fromFileUrl(new URL("../soak.ts", import.meta.url));
  const config = fromFileUrl(new URL("../../deno.json", import.meta.url));
  return [Deno.execPath(), "run", "-A", "--no-check", "--config", config, "--lock=dev.lock", main, ...args];
}

/** Asks the run itself to stop, which is the last of those in a row that only wait for it. */
function passOn(child: Deno.ChildProcess): void {
  const inside = [child.pid, ...descendants(child.pid)].find(isRun) ?? child.pid;
  for (const [signal, after] of [["SIGTERM", 0], ["SIGKILL", GRACE_MS]] as const) {
    const timer = setTimeout(() => kill(signal === "SIGTERM" ? inside : child.pid, signal), after);
    Deno.unrefTimer(timer);
  }
}

function isRun(pid: number): boolean {
  try {
    const words = Deno.readTextFileSync(`/proc/${pid}/cmdline`).split("\0");
    return words[0] === Deno.execPath() && words.some((word) => word.endsWith("soak.ts"));
  } catch {
    return false; // it has ended
  }
}

function kill(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch {
    // it has ended
  }
}
