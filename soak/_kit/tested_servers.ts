import { join } from "@std/path";
import type { NatsServer } from "../../tests/_kit/peers/nats_server.ts";
import { clockEnv } from "./moved_clock.ts";
import type { Ports } from "./ports.ts";
import type { WorkDir } from "./work_dir.ts";
import { layOut } from "./served_files.ts";
import { type ServerPlan, TestedServer } from "./tested_server.ts";
import type { EchoBackends } from "./echo_backends.ts";

/** The file of a room that remembers, in its folder. */
export const historyFile = "talk.db";

/** What the servers stand on. */
export interface RunResources {
  readonly workDir: WorkDir;
  readonly backends: EchoBackends;
  readonly bus: NatsServer | undefined;
  readonly ports: Ports;
  /** How long the run is to be. */
  readonly minutes: number;
}

const HERE = ["--host", "127.0.0.1"];
/** The pools serve one client after another, and so do silent ones: these send them away. */
const WITH_IDLE_TIMEOUT = ["--idle-timeout", "15"];

/** Engines for sixteen clients at once are what two cores and a gigabyte are good for. */
const FEW_CLIENTS = ["--max-conns", "16"];

/** As in socat, the answer to a half-close has half a second, which a busy machine exceeds. */
const LONG_LINGER = ["-d", "-d", "-t", "60"];

/** The disk of the room that remembers. */
const HISTORY_MIB = 16;
/**
 * Milliseconds that its clients wait for each minute of the run: sixty lines of a hundred bytes then fill half of its disk at
 * most, however fast the machine is and however long the run.
 */
const PAUSE_PER_MINUTE_MS = 45;

/** Every server of the run, not started yet. */
export async function testedServers(resources: RunResources): Promise<TestedServer[]> {
  const { workDir, backends, bus, ports, minutes } = resources;
  const plans = [
    echo("events", []),
    ...["iterative", "pool", "symmetric"].map((mode) => echo(mode, WITH_IDLE_TIMEOUT)),
    ...["process", "thread"].map((mode) => echo(mode, [...WITH_IDLE_TIMEOUT, ...FEW_CLIENTS])),
    await uploads(workDir),
    await filesPool(workDir),
    await chat(workDir),
    await history(workDir, minutes),
    await computing(workDir, "prime", ["prime", "prime-udp"], ([tcp, udp]) => [`${tcp}`, "--udp", `${udp}`]),
    await computing(
      workDir,
      "calc",
      ["calc"],
      ([port]) => [`${port}`, "--mode", "pool", ...WITH_IDLE_TIMEOUT],
    ),
    relay(
      "relay-tcp",
      "bytes",
      ([port]) => [`TCP-LISTEN:${port},fork,bind=127.0.0.1`, `TCP:127.0.0.1:${backends.streams}`],
    ),
    relay("relay-exec", "bytes", ([port]) => [`TCP-LISTEN:${port},fork,bind=127.0.0.1`, "EXEC:cat"]),
    worseNetwork(backends),
    relayUnix(workDir, backends),
    relay("relay-udp", "datagrams", ([port]) => [
      "-T",
      "5",
      `UDP-LISTEN:${port},fork,bind=127.0.0.1`,
      `UDP:127.0.0.1:${backends.datagrams}`,
    ]),
  ];
  return [...plans.map((plan) => new TestedServer(plan, ports)), ...(bus ? twoServers(bus, ports) : [])];
}

function echo(mode: string, more: readonly string[]): ServerPlan {
  const args = ([port]: readonly number[]) => ["echo", "serve", `${port}`, ...HERE, "--mode", mode, ...more];
  return { name: `echo-${mode}`, sockets: ["echo"], threads: mode === "thread", args };
}

async function uploads(workDir: WorkDir): Promise<ServerPlan> {
  const { path, small } = await workDir.disk("files", 24);
  await layOut(path);
  return {
    name: "files",
    sockets: ["files", "http"],
    folder: path,
    ...(small ? { disk: path } : {}),
    args: (
      [raw, http],
    ) => ["files", "serve", `${raw}`, ...HERE, "--dir", path, "--http-port", `${http}`, "--upload"],
  };
}

async function filesPool(workDir: WorkDir): Promise<ServerPlan> {
  const path = await workDir.folder("files-pool");
  await layOut(path);
  const args = ([port]: readonly number[]) => //
  ["files", "serve", `${port}`, ...HERE, "--dir", path, "--no-http", "--mode", "pool", ...WITH_IDLE_TIMEOUT];
  return { name: "files-pool", sockets: ["files"], served: path, args };
}

async function chat(workDir: WorkDir): Promise<ServerPlan> {
  const { clock, env } = await clockEnv(workDir, "chat");
  const args = ([port, web]: readonly number[]) => //
  ["chat", "serve", `${port}`, ...HERE, "--rate", "0", "--web", `${web}`];
  return { name: "chat", sockets: ["chat", "web"], clock, env, args };
}

async function history(workDir: WorkDir, minutes: number): Promise<ServerPlan> {
  const { path, small } = await workDir.disk("chat-history", HISTORY_MIB);
  const { clock, env } = await clockEnv(workDir, "chat-history");
  const file = join(path, historyFile);
  const args = (
    [port]: readonly number[],
  ) => ["chat", "serve", `${port}`, ...HERE, "--rate", "0", "--history", file];
  return {
    name: "chat-history",
    sockets: ["chat"],
    folder: path,
    ...(small ? { disk: path } : {}),
    pauseMs: minutes * PAUSE_PER_MINUTE_MS,
    clock,
    env,
    args,
  };
}

async function computing(
  workDir: WorkDir,
  name: string,
  sockets: ServerPlan["sockets"],
  words: ServerPlan["args"],
): Promise<ServerPlan> {
  const { clock, env } = await clockEnv(workDir, name);
  // The one pool that TCP and UDP each have for what takes long
  const lateWorkers = 2 * navigator.hardwareConcurrency;
  return {
    name,
    sockets,
    clock,
    env,
    lateWorkers,
    args: (ports) => [name, "serve", ...words(ports), ...HERE],
  };
}

function relay(name: string, protocol: "bytes" | "datagrams", addresses: ServerPlan["args"]): ServerPlan {
  return { name, sockets: [protocol], args: (ports) => ["relay", ...LONG_LINGER, ...addresses(ports)] };
}

function worseNetwork({ streams }: EchoBackends): ServerPlan {
  const args = ([port]: readonly number[]) => [
    ...["relay", ...LONG_LINGER, "--delay=20ms", "--chop=1000"],
    ...[`TCP-LISTEN:${port},fork,bind=127.0.0.1`, `TCP:127.0.0.1:${streams}`],
  ];
  return { name: "relay-slow", sockets: ["bytes"], args };
}

function relayUnix(workDir: WorkDir, { streams }: EchoBackends): ServerPlan {
  const path = join(workDir.path, "relay.sock");
  const args =
    () => ["relay", ...LONG_LINGER, `UNIX-LISTEN:${path},fork,unlink-early`, `TCP:127.0.0.1:${streams}`];
  return { name: "relay-unix", sockets: [{ protocol: "bytes", path }], args };
}

/** One room on two servers: each one's clients listen at the other, too. */
function twoServers(bus: NatsServer, ports: Ports): TestedServer[] {
  const pair: TestedServer[] = ["chat-bus-a", "chat-bus-b"].map((name, index) =>
    new TestedServer({
      name,
      sockets: ["chat"],
      ...(index === 0 ? { bus } : {}),
      partner: () => pair[1 - index]!,
      args: ([port]) => ["chat", "serve", `${port}`, ...HERE, "--rate", "0", "--bus", `${bus.url}/soak`],
    }, ports)
  );
  return pair;
}
