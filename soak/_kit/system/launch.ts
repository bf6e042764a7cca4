import { fromFileUrl } from "@std/path";
import { listenForSignal } from "../../../mod/process/listen_for_signal.ts";
import { signalSystem } from "../../../mod/process/stop_signals.ts";
import { descendants } from "../../../tests/_kit/program/proc.ts";
import { succeeds } from "./succeeds.ts";

/** The variable that tells the run where its folder is, and that it is the run. */
export const INSIDE = "NETLAB_SOAK_FOLDER";

/** The variable that tells the run that its network is its own. */
export const OWN_NETWORK = "NETLAB_SOAK_OWN_NETWORK";

/**
 * A mount and a process namespace of its own: mounts and processes in them end with the run,
 * however it ends.
 */
const NAMESPACES = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
/**
 * In there, peers that vanished while the network was down are noticed after a quarter of a minute
 * instead of two hours.
 */
const KEEPALIVE = [["time", 10], ["intvl", 2], ["probes", 3]]
  .map(([what, value]) => `echo ${value} 2>/dev/null >/proc/sys/net/ipv4/tcp_keepalive_${what};`).join(" ");
/** A network of its own, which may fail without anybody else's noticing. */
const OWN_NET = ["--net"];
const UP = ["sh", "-c", `${KEEPALIVE} ip link set lo up && exec "$@"`, "soak"];
/** A user who is not root may have one, too, and is root inside it. */
const AS_ROOT_INSIDE = ["--user", "--map-root-user"];
/** A session of its own: Ctrl-C at the terminal reaches us alone, and not every server as well. */
const OWN_SESSION = ["setsid"];
/** It is killed when we are. */
const DIES_WITH_US = ["setpriv", "--pdeathsig", "KILL"];
const ISOLATIONS = [
  [...DIES_WITH_US, ...OWN_SESSION, ...NAMESPACES, ...OWN_NET],
  [...DIES_WITH_US, ...OWN_SESSION, ...NAMESPACES, ...OWN_NET, ...AS_ROOT_INSIDE],
  [...DIES_WITH_US, ...OWN_SESSION, ...NAMESPACES],
  [...DIES_WITH_US, ...OWN_SESSION, ...NAMESPACES, ...AS_ROOT_INSIDE],
  [...OWN_SESSION, ...NAMESPACES],
  [...OWN_SESSION, ...NAMESPACES, ...AS_ROOT_INSIDE],
];
/**
 * The first process in there is a shell, which reaps orphans. Shared memory is named after process
 * numbers, and those in there are in use outside as well.
 */
const INIT = ["sh", "-c", 'mount -t tmpfs netlab-soak /dev/shm 2>/dev/null; "$@"; exit $?', "soak"];
/** How long a run that was asked to stop may take to clean up after itself. */
const CLEANUP_MS = 30_000;

/**
 * Runs the soak again, isolated as far as the system allows, and removes its folder afterwards. Even `kill
 * -9` of the run leaves no server and no mount behind. Asked to stop once, the run ends with the table so
 * far; asked again, at once.
 *
 * @returns its exit code
 */
export async function launch(args: readonly string[]): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "netlab-soak-" });
  try {
    const prefix = await isolation();
    const [program, ...words] = [...prefix, ...command(args)];
    const env = { [INSIDE]: folder, [OWN_NETWORK]: prefix.includes(OWN_NET[0]!) ? "1" : "" };
    const child = new Deno.Command(program!, { args: words, env, stdin: "null" }).spawn();
    let asked = 0;
    const stop = () => ++asked === 1 ? passOn(child) : kill(child.pid, "SIGKILL");
    for (const signal of signalSystem().stops) listenForSignal(signal, stop);
    return (await child.status).code;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function isolation(): Promise<string[]> {
  for (const words of ISOLATIONS) {
    // In a network of its own nothing is up, not even loopback
    const begin = words.includes(OWN_NET[0]!) ? UP : [];
    if (await succeeds([...words, ...begin, "true"])) return [...words, ...begin, ...INIT];
  }
  return await succeeds([...OWN_SESSION, "true"]) ? OWN_SESSION : [];
}

function command(args: readonly string[]): string[] {
  const main = fromFileUrl(new URL("../../soak.ts", import.meta.url));
  const config = fromFileUrl(new URL("../../../deno.json", import.meta.url));
  return [Deno.execPath(), "run", "-A", "--no-check", "--config", config, "--lock=dev.lock", main, ...args];
}

/** Asks the run itself to stop, which is the last of those in a row that only wait for it. */
function passOn(child: Deno.ChildProcess): void {
  const inside = [child.pid, ...descendants(child.pid)].find(isRun) ?? child.pid;
  for (const [signal, after] of [["SIGTERM", 0], ["SIGKILL", CLEANUP_MS]] as const) {
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
