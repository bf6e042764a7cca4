import type { ChildProcess, StdioOptions } from "node:child_process";
import { RelayError } from "../../relay_endpoint.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import type { Startable } from "../../../system/start_words.ts";
import { SOCAT_VERSION } from "../../socat_version.ts";
import type { OpenRequest } from "../address_type.ts";
import { passSignals } from "./pass_signals.ts";
import { type ExitStatus, reportExit, statusOf, tellDeath } from "./exit_status.ts";

/**
 * Refuses a descriptor for a channel that is not used.
 *
 * @throws {RelayError}
 */
export function refuseUseless({ access, options }: OpenRequest): void {
  if (access === "write" && options.has("fdout")) {
    throw new RelayError("option fdout is useless in write-only context");
  }
  if (access === "read" && options.has("fdin")) {
    throw new RelayError("option fdin is useless in read-only context");
  }
}

/** What a program starts with, besides its arguments. */
export interface StartOptions {
  readonly stdio: StdioOptions;
  /** Whether it leads a session of its own. */
  readonly newSession: boolean;
  /** Another name than its own. */
  readonly name?: string | undefined;
}

/** Starts a program, which ends when the relay is killed. */
export async function startChild(
  request: OpenRequest,
  { program, args, rawArguments }: Startable,
  { stdio, newSession, name }: StartOptions,
): Promise<ChildProcess> {
  const { spawn } = await import("node:child_process");
  const chosen = request.options.text("chdir");
  const start = () => {
    const folder = chosen ?? (isOpenToUs() ? undefined : elsewhere(request));
    return spawn(program, args, {
      windowsVerbatimArguments: rawArguments,
      stdio,
      env: childEnvironment(request),
      detached: newSession,
      ...(folder === undefined ? {} : { cwd: folder }),
      ...(name === undefined ? {} : { argv0: name }),
    });
  };
  const child = await withRights(request, await inItsNetwork(request, start));
  await started(child, program);
  request.context.orphans.add(child.pid!, { group: newSession });
  passSignals(request, child);
  const { log } = request.context;
  log.notice(() => `forked off child process ${child.pid}`);
  tellDeath(statusOf(child), log);
  return child;
}

function childEnvironment(request: OpenRequest): Record<string, string> {
  const ours = {
    ...request.context.environment,
    PID: String(Deno.pid),
    // In socat the parent of a forked session, and itself where nothing is forked: here it is one process.
    PPID: String(Deno.pid),
    VERSION: SOCAT_VERSION,
  };
  const prefix = request.context.log.programName.toUpperCase();
  const named = Object.entries(ours).map((
    [name, value],
  ) => [`${prefix}_${name}`, variable(name, value)]);
  const path = request.options.text("path");
  return {
    ...Deno.env.toObject(),
    ...Object.fromEntries(named),
    ...request.privileges?.environment,
    ...(path === undefined ? {} : { PATH: path }),
  };
}

/** An abstract UNIX name begins with a NUL, which no environment can hold; a client may have no name. */
function variable(name: string, value: string): string {
  return name === "PEERADDR" && value === "" ? "<anon>" : value.replaceAll("\0", "\\0");
}

/** Whether the working folder may be entered, with the rights that the program will have. */
function isOpenToUs(): boolean {
  try {
    Deno.statSync("./.");
    return true;
  } catch {
    return false;
  }
}

/** The runtime enters the working folder once more with the new rights, which socat does not. */
function elsewhere({ context }: OpenRequest): string {
  context.log.warning("the working directory is closed to the program's user: it starts in /");
  return "/";
}

/** `su=` and its like: the program gets other rights than the relay. */
async function withRights<T>({ privileges }: OpenRequest, start: () => T): Promise<T> {
  if (privileges === undefined) return start();
  const { startWithRights } = await import("../../privileges/privileges.ts");
  return startWithRights(privileges.late, start);
}

/** `netns=`: the program is started in another network. */
async function inItsNetwork<T>({ options }: OpenRequest, start: () => T): Promise<() => T> {
  if (!options.has("netns")) return start;
  const { namespaceOf } = await import("../own_socket/own_socket.ts");
  const { inNetwork } = await import("../../../net/descriptor/network_namespace.ts");
  const network = namespaceOf(options);
  return () => inNetwork(network, start);
}

function started(child: ChildProcess, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) => reject(new RelayError(`execvp("${file}"): ${errorText(error)}`)));
  });
}

/**
 * Waits for a program that is about to end, ends any other, and tells how it has ended.
 *
 * @throws {RelayError} `waitpid(): child 4711 exited with status 1`
 */
export async function endChild(
  request: OpenRequest,
  child: ChildProcess,
  exited: Promise<ExitStatus>,
  ending: boolean,
): Promise<void> {
  const { orphans } = request.context;
  const byItself = ending || child.exitCode !== null || child.signalCode !== null;
  const status = await within(exited, ending ? 1000 : 20);
  if (status === undefined && !orphans.killFamily(child.pid!)) child.kill("SIGTERM");
  orphans.delete(child.pid!);
  if (status !== undefined) reportExit(request, child.pid!, status, byItself);
}

function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => timer = setTimeout(() => resolve(undefined), ms));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
