/**
 * A program as one side of a relay: we write its standard input, we read its standard output.
 *
 * The channels are pipes (this runtime has no socketpair and no pseudo terminal). One-way relays
 * pass our own unused channel on to the program, so that `… | relay -u - EXEC:sort` prints where we
 * would. At the end the program is asked to go with SIGTERM (Windows ends it, and what it has started),
 * unless it has already gone; one that only took input first gets a second to finish its work.
 */
import type { ChildProcess, StdioOptions } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { NodeStreams } from "../../../net/connection/node_streams.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import type { Startable } from "../../../system/start_words.ts";
import { SOCAT_VERSION } from "../../socat_version.ts";
import type { OpenRequest } from "../address_type.ts";

/** Starts a program with the options of the request and connects to its channels. */
export async function startProgram(
  request: OpenRequest,
  { program, args, rawArguments }: Startable,
): Promise<RelayEndpoint> {
  const channels = chooseChannels(request);
  const { spawn } = await import("node:child_process");
  const chosen = request.options.text("chdir");
  // A shell whose name begins with a dash is a login shell.
  const name = request.options.flag("dash") ? `-${program}` : undefined;
  const start = () => {
    const folder = chosen ?? (isOpenToUs() ? undefined : elsewhere(request));
    return spawn(program, args, {
      windowsVerbatimArguments: rawArguments,
      stdio: channels.stdio,
      env: childEnvironment(request),
      detached: request.options.flag("setsid"),
      ...(folder === undefined ? {} : { cwd: folder }),
      ...(name === undefined ? {} : { argv0: name }),
    });
  };
  const child = await withRights(request, start);
  await started(child, program);
  request.context.orphans.add(child.pid!, { group: request.options.flag("setsid") });
  request.context.log.notice(() => `forked off child process ${child.pid}`);
  return childEndpoint(request, child, channels);
}

interface Channels {
  readonly stdio: StdioOptions;
  /** The child's descriptor that we write. */
  readonly input: number | undefined;
  /** The child's descriptor that we read. */
  readonly output: number | undefined;
}

function chooseChannels(request: OpenRequest): Channels {
  const { access, options } = request;
  const input = access === "read" ? undefined : options.number("fdin") ?? 0;
  const output = access === "write" ? undefined : options.number("fdout") ?? 1;
  if (access === "write" && options.has("fdout")) {
    throw new RelayError("option fdout is useless in write-only context");
  }
  if (access === "read" && options.has("fdin")) {
    throw new RelayError("option fdin is useless in read-only context");
  }
  const stdio: ("inherit" | "pipe" | "ignore")[] = ["inherit", "inherit", "inherit"];
  for (let fd = 3; fd <= Math.max(input ?? 0, output ?? 0); fd++) stdio[fd] = "ignore";
  if (input !== undefined) stdio[input] = "pipe";
  if (output !== undefined) stdio[output] = "pipe";
  return { stdio, input, output };
}

function childEnvironment(request: OpenRequest): Record<string, string> {
  const ours = {
    ...request.context.environment,
    PID: String(Deno.pid),
    PPID: String(Deno.ppid),
    VERSION: SOCAT_VERSION,
  };
  // An abstract UNIX name begins with a NUL, which no environment can hold.
  const named = Object.entries(ours).map((
    [name, value],
  ) => [`SOCAT_${name}`, value.replaceAll("\0", "\\000")]);
  const path = request.options.text("path");
  return {
    ...Deno.env.toObject(),
    ...Object.fromEntries(named),
    ...request.privileges?.environment,
    ...(path === undefined ? {} : { PATH: path }),
  };
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

function started(child: ChildProcess, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) => reject(new RelayError(`execvp("${file}"): ${errorText(error)}`)));
  });
}

function childEndpoint(request: OpenRequest, child: ChildProcess, channels: Channels): RelayEndpoint {
  const { descriptors, orphans } = request.context;
  const exited = exitOf(child);
  const output = channels.output === undefined ? undefined : child.stdio[channels.output] as Readable;
  const input = channels.input === undefined ? undefined : child.stdio[channels.input] as Writable;
  const streams = new NodeStreams(output, input);
  const fd = descriptors.take();
  let open = true;
  return {
    fds: [fd, fd],
    readable: output !== undefined,
    writable: input !== undefined,
    datagram: false,
    environment: {},
    read: streams.read.bind(streams),
    write: streams.write.bind(streams),
    shutdown: () => streams.closeWrite(),
    close: async () => {
      if (!open) return;
      open = false;
      descriptors.release(fd);
      // A program that has closed its output is about to end, and how it ends is worth knowing.
      const ending = output === undefined || output.readableEnded;
      streams.close();
      child.stdio.forEach((stream) => stream?.destroy());
      const status = await within(exited, ending ? 1000 : 20);
      if (status === undefined && !orphans.killFamily(child.pid!)) child.kill("SIGTERM");
      orphans.delete(child.pid!);
      if (status !== undefined) reportExit(request, child.pid!, status);
    },
  };
}

interface ExitStatus {
  readonly code: number | null;
  readonly signal: string | null;
}

function exitOf(child: ChildProcess): Promise<ExitStatus> {
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
}

function reportExit(request: OpenRequest, pid: number, { code, signal }: ExitStatus): void {
  if (signal !== null) return request.context.log.notice(`child ${pid} ended by ${signal}`);
  if (code === 0) return request.context.log.info(`child ${pid} exited with status 0`);
  throw new RelayError(`waitpid(): child ${pid} exited with status ${code}`);
}

function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => timer = setTimeout(() => resolve(undefined), ms));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
