import { join } from "@std/path";
import type { NatsServer } from "../../tests/_kit/peers/nats_server.ts";
import { clockEnv } from "./moved_clock.ts";
import type { Ports } from "./ports.ts";
import type { Quarters } from "./quarters.ts";
import { layOut } from "./served_files.ts";
import { Subject, type SubjectPlan } from "./subject.ts";
import type { Targets } from "./targets.ts";

/** The file of a room that remembers, in its folder. */
export const historyFile = "talk.db";

/** What the servers stand on. */
export interface Ground {
  readonly quarters: Quarters;
  readonly targets: Targets;
  readonly bus: NatsServer | undefined;
  readonly ports: Ports;
  /** How long the run is to be. */
  readonly minutes: number;
}

const HERE = ["--host", "127.0.0.1"];
/** The pools serve one client after another, and so do silent ones: these send them away. */
const IMPATIENT = ["--idle-timeout", "15"];

/** Engines for sixteen clients at once are what two cores and a gigabyte are good for. */
const DEAR = ["--max-conns", "16"];

/** As in socat, the answer to a half-close has half a second, which a busy machine exceeds. */
const PATIENT = ["-d", "-d", "-t", "60"];

/** The disk of the room that remembers. */
const HISTORY_MIB = 16;
/**
 * Milliseconds that its clients wait for each minute of the run: sixty lines of a hundred bytes then fill half of its disk at
 * most, however fast the machine is and however long the run.
 */
const SLOWER = 45;

/** Every server of the run, not started yet. */
export async function subjects(ground: Ground): Promise<Subject[]> {
  const { quarters, targets, bus, ports, minutes } = ground;
  const plans = [
    echo("events", []),
    ...["iterative", "pool", "symmetric"].map((mode) => echo(mode, IMPATIENT)),
    ...["process", "thread"].map((mode) => echo(mode, [...IMPATIENT, ...DEAR])),
    await uploads(quarters),
    await filesPool(quarters),
    await chat(quarters),
    await history(quarters, minutes),
    await computing(quarters, "prime", ["prime", "prime-udp"], ([tcp, udp]) => [`${tcp}`, "--udp", `${udp}`]),
    await computing(quarters, "calc", ["calc"], ([port]) => [`${port}`, "--mode", "pool", ...IMPATIENT]),
    relay(
      "relay-tcp",
      "bytes",
      ([port]) => [`TCP-LISTEN:${port},fork,bind=127.0.0.1`, `TCP:127.0.0.1:${targets.streams}`],
    ),
    relay("relay-exec", "bytes", ([port]) => [`TCP-LISTEN:${port},fork,bind=127.0.0.1`, "EXEC:cat"]),
    worseNetwork(targets),
    relayUnix(quarters, targets),
    relay("relay-udp", "datagrams", ([port]) => [
      "-T",
      "5",
      `UDP-LISTEN:${port},fork,bind=127.0.0.1`,
      `UDP:127.0.0.1:${targets.datagrams}`,
    ]),
  ];
  return [...plans.map((plan) => new Subject(plan, ports)), ...(bus ? twoServers(bus, ports) : [])];
}

function echo(mode: string, more: readonly string[]): SubjectPlan {
  const args = ([port]: readonly number[]) => ["echo", "serve", `${port}`, ...HERE, "--mode", mode, ...more];
  return { name: `echo-${mode}`, doors: ["echo"], threads: mode === "thread", args };
}

async function uploads(quarters: Quarters): Promise<SubjectPlan> {
  const { path, small } = await quarters.disk("files", 24);
  await layOut(path);
  return {
    name: "files",
    doors: ["files", "http"],
    folder: path,
    ...(small ? { disk: path } : {}),
    args: (
      [raw, http],
    ) => ["files", "serve", `${raw}`, ...HERE, "--dir", path, "--http-port", `${http}`, "--upload"],
  };
}

async function filesPool(quarters: Quarters): Promise<SubjectPlan> {
  const path = await quarters.folder("files-pool");
  await layOut(path);
  const args = ([port]: readonly number[]) => //
  ["files", "serve", `${port}`, ...HERE, "--dir", path, "--no-http", "--mode", "pool", ...IMPATIENT];
  return { name: "files-pool", doors: ["files"], served: path, args };
}

async function chat(quarters: Quarters): Promise<SubjectPlan> {
  const { clock, env } = await clockEnv(quarters, "chat");
  const args = ([port, web]: readonly number[]) => //
  ["chat", "serve", `${port}`, ...HERE, "--rate", "0", "--web", `${web}`];
  return { name: "chat", doors: ["chat", "web"], clock, env, args };
}

async function history(quarters: Quarters, minutes: number): Promise<SubjectPlan> {
  const { path, small } = await quarters.disk("chat-history", HISTORY_MIB);
  const { clock, env } = await clockEnv(quarters, "chat-history");
  const file = join(path, historyFile);
  const args = (
    [port]: readonly number[],
  ) => ["chat", "serve", `${port}`, ...HERE, "--rate", "0", "--history", file];
  return {
    name: "chat-history",
    doors: ["chat"],
    folder: path,
    ...(small ? { disk: path } : {}),
    pauseMs: minutes * SLOWER,
    clock,
    env,
    args,
  };
}

async function computing(
  quarters: Quarters,
  name: string,
  doors: SubjectPlan["doors"],
  words: SubjectPlan["args"],
): Promise<SubjectPlan> {
  const { clock, env } = await clockEnv(quarters, name);
  // The one pool that TCP and UDP each have for what takes long
  const lateWorkers = 2 * navigator.hardwareConcurrency;
  return { name, doors, clock, env, lateWorkers, args: (ports) => [name, "serve", ...words(ports), ...HERE] };
}

function relay(name: string, speech: "bytes" | "datagrams", addresses: SubjectPlan["args"]): SubjectPlan {
  return { name, doors: [speech], args: (ports) => ["relay", ...PATIENT, ...addresses(ports)] };
}

function worseNetwork({ streams }: Targets): SubjectPlan {
  const args = ([port]: readonly number[]) => [
    ...["relay", ...PATIENT, "--delay=20ms", "--chop=1000"],
    ...[`TCP-LISTEN:${port},fork,bind=127.0.0.1`, `TCP:127.0.0.1:${streams}`],
  ];
  return { name: "relay-slow", doors: ["bytes"], args };
}

function relayUnix(quarters: Quarters, { streams }: Targets): SubjectPlan {
  const path = join(quarters.path, "relay.sock");
  const args =
    () => ["relay", ...PATIENT, `UNIX-LISTEN:${path},fork,unlink-early`, `TCP:127.0.0.1:${streams}`];
  return { name: "relay-unix", doors: [{ speech: "bytes", path }], args };
}

/** One room on two servers: each one's clients listen at the other, too. */
function twoServers(bus: NatsServer, ports: Ports): Subject[] {
  const pair: Subject[] = ["chat-bus-a", "chat-bus-b"].map((name, index) =>
    new Subject({
      name,
      doors: ["chat"],
      ...(index === 0 ? { bus } : {}),
      partner: () => pair[1 - index]!,
      args: ([port]) => ["chat", "serve", `${port}`, ...HERE, "--rate", "0", "--bus", `${bus.url}/soak`],
    }, ports)
  );
  return pair;
}
