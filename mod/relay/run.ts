/**
 * The whole program behind `netlab relay`, from the raw argument vector to the exit status; the command line
 * of netlab only hands it the arguments.
 */
import {
  describePermissions,
  type DroppedPermissions,
  type KeptPermissions,
} from "../process/drop_permissions.ts";
import { OrphanGuard } from "../process/orphan_guard.ts";
import { silent, type Tracer } from "../trace/tracer.ts";
import { Cleanups, Descriptors, type RelayContext } from "./context.ts";
import { RelayError } from "./relay_endpoint.ts";
import { parseArguments } from "./grammar/parse_arguments.ts";
import type { CommandLine } from "./grammar/command_line.ts";
import { CommandLineError } from "./grammar/command_line_error.ts";
import type { Translate } from "../i18n/locale.ts";
import { asksForScan } from "./scan/asks_for_scan.ts";
import { takeLock } from "./lock_file.ts";
import { Log } from "./log.ts";
import type { RelayTracer } from "./extensions/relay_tracer.ts";
import { errorText } from "../net/errors/system_error.ts";
import { relay } from "./relay.ts";
import { openAbortiveCloser } from "../net/tcp/abortive_close.ts";
import { openDatagramConnector } from "../net/udp/datagram_connector.ts";
import { breaksOffHandshakes, connectsDatagrams, passesResets } from "./kept_ready.ts";
import { requiredPermissions } from "./required_permissions.ts";
import { reportFailure } from "./report_failure.ts";
import { sessionOptions } from "./session/session_options.ts";
import { TrafficTotals } from "./session/traffic_totals.ts";
import { listenForSignal } from "../process/listen_for_signal.ts";
import { debuggerWait } from "./debugger_wait.ts";
import { signalNumber, tellSignal } from "./tell_signal.ts";
import { onAbort } from "../net/connection/on_abort.ts";

/** The world around a relay. */
export interface RelayWorld {
  readonly args: readonly string[];
  /** Aborted when the program has been told to stop. */
  readonly signal: AbortSignal;
  /** Does something else at a signal that would stop the program, until it is disposed of. */
  readonly divertSignal?: RelayContext["divertSignal"] | undefined;
  /** Takes text for standard output (help, version). */
  readonly writeOutput: (text: string) => void;
  /** Takes text for standard error. */
  readonly writeError: (text: string | Uint8Array) => void;
  /**
   * Puts help and explanations into the reader's language; messages are socat's, whose words scripts know.
   */
  readonly translate?: Translate;
  /** A variable of the environment. */
  readonly variable: (name: string) => string | undefined;
  /** Gives up all permissions but these, for good. */
  readonly keep: (kept: KeptPermissions) => DroppedPermissions;
  /** How messages name the program. Default `socat`. */
  readonly programName?: string;
}

/** Runs a relay; resolves with the exit status and never rejects. */
export async function runRelay(world: RelayWorld): Promise<number> {
  if (asksForScan(world.args)) return await (await import("./scan/run_scan.ts")).runScan(world);
  const cleanups = new Cleanups();
  const interrupted = new AbortController();
  const signal = AbortSignal.any([world.signal, interrupted.signal]);
  let log = plainLog(world);
  try {
    const line = parseArguments(world.args, world.programName);
    if (line.mode !== "run") return await answer(line, world);
    log = chosenLog(line, world, cleanups);
    const interrupt = () => interrupted.abort();
    const status = await start(line, { ...world, signal, log, cleanups, interrupt });
    return interrupted.signal.aborted ? 130 : status;
  } catch (error) {
    if (interrupted.signal.aborted) return 130;
    if (world.signal.aborted) return stopped(world.signal, log);
    if (error instanceof CommandLineError) log.error(error.message, error.hint);
    else reportFailure(log, error);
    log.notice("exit(1)");
    return 1;
  } finally {
    cleanups.run();
  }
}

interface Started extends RelayWorld {
  readonly log: Log;
  readonly cleanups: Cleanups;
  readonly interrupt: () => void;
}

async function start(line: CommandLine, world: Started): Promise<number> {
  const { log, cleanups, signal } = world;
  if (line.extensions.explain) {
    const { explain } = await import("./help/explain.ts");
    world.writeOutput(explain(line, world.translate));
    return 0;
  }
  const plainTracer = await tracerOf(line, world);
  // Found while it may still be looked for.
  using abortiveCloser = passesResets(line) || breaksOffHandshakes(line) ? openAbortiveCloser() : undefined;
  await using datagramConnector = connectsDatagrams(line) ? openDatagramConnector() : undefined;
  const permissions = describePermissions(world.keep(requiredPermissions(line)));
  log.info(`permissions: ${permissions}`);
  const tracer = { ...plainTracer, ...telling(plainTracer, permissions) };
  onAbort(signal, () => tellSignal(signal, log));
  const context: RelayContext = {
    log,
    tracer,
    signal,
    interrupt: world.interrupt,
    divertSignal: world.divertSignal,
    cleanups,
    abortiveCloser,
    datagramConnector,
    ipVersion: line.ipVersion,
    environment: {},
    variable: world.variable,
    descriptors: new Descriptors(),
    traffic: new TrafficTotals(),
    orphans: new OrphanGuard(),
  };
  await debuggerWait("SOCAT_MAIN_WAIT", context);
  if (line.lock !== undefined) await takeLock(line.lock, context);
  // However the end comes (a signal ends the process soon after), names in the file system are removed.
  onAbort(signal, () => cleanups.run());
  using _statistics = listenForSignal("SIGUSR1", () => context.traffic.tell(log, line.direction));
  const options = await sessionOptions(line, context, world.writeError);
  using grace = afterAbort(signal);
  try {
    const status = await Promise.race([relay(line, context, options), grace.over]);
    if (line.statistics) context.traffic.tell(log, line.direction);
    if (signal.aborted) return stopped(signal, log);
    log.notice(status === 0 ? "exiting with status 0" : `exit(${status})`);
    return status;
  } finally {
    tracer.finish(log);
    // After a signal, a process that has not ended by now is ended too
    if (!signal.aborted) await context.orphans[Symbol.asyncDispose]();
  }
}

/** The last words after a signal, whose number the caller makes the exit status. */
function stopped(signal: AbortSignal, log: Log): number {
  const number = signalNumber(signal);
  if (number !== undefined) log.notice(`exit(${128 + number})`);
  return 0;
}

async function tracerOf(line: CommandLine, world: Started): Promise<RelayTracer> {
  if (line.extensions.trace === undefined && line.extensions.diagram === undefined) {
    return { ...silent, finish: () => {} };
  }
  const { relayTracer } = await import("./extensions/relay_tracer.ts");
  return relayTracer(line, world.writeError, world.translate);
}

/** A tracer whose first event tells the permissions, too. */
function telling(tracer: Tracer, permissions: string): Tracer {
  let told = false;
  return {
    enabled: tracer.enabled,
    emit(event) {
      tracer.emit(told ? event : { ...event, permissions });
      told = true;
    },
  };
}

/**
 * A wait that no signal can reach (a FIFO without a writer, a name server) must not hold up the
 * end.
 */
function afterAbort(signal: AbortSignal): Disposable & { readonly over: Promise<number> } {
  const { promise: over, resolve } = Promise.withResolvers<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listening = onAbort(signal, () => timer = setTimeout(() => resolve(0), GRACE));
  return {
    over,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      listening[Symbol.dispose]();
    },
  };
}

/** How long sessions may take to close after the program has been told to stop, milliseconds. */
const GRACE = 200;

async function answer(line: CommandLine, world: RelayWorld): Promise<number> {
  const { relayHelpText, relayVersionText } = await import("./help/help.ts");
  if (line.mode === "help" && line.addresses.length > 0) {
    const { addressHelpText } = await import("./help/address_help.ts");
    const texts = line.addresses.map((each) => addressHelpText(each, line.helpDepth, world.translate));
    world.writeOutput(texts.join("\n"));
    return 0;
  }
  world.writeOutput(
    line.mode === "version" ? await relayVersionText() : relayHelpText(line.helpDepth, world.translate),
  );
  return 0;
}

function plainLog(world: RelayWorld): Log {
  return new Log({ verbosity: 0, programName: world.programName ?? "socat", write: world.writeError });
}

function chosenLog(line: CommandLine, world: RelayWorld, cleanups: Cleanups): Log {
  return new Log({
    verbosity: line.verbosity,
    programName: line.log.programName,
    micros: line.log.micros,
    stacks: world.variable("NETLAB_DEBUG") === "1",
    hostname: line.log.hostname ? world.variable("HOSTNAME") ?? Deno.hostname() : undefined,
    write: line.log.file === undefined ? world.writeError : toFile(line.log.file, cleanups),
  });
}

function toFile(path: string, cleanups: Cleanups): (text: string) => void {
  const file = openLog(path);
  cleanups.add(() => file.close());
  const encoder = new TextEncoder();
  return (text) => void file.writeSync(encoder.encode(text));
}

function openLog(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path, { create: true, append: true });
  } catch (error) {
    throw new RelayError(`option -lf "${path}": ${errorText(error)}`);
  }
}
