/**
 * `EXEC:…,pty`: a program whose standard streams are the far end of a pseudo terminal, for programs that want to
 * talk to a person: shells, editors, whatever asks for a password.
 *
 * A shell opens the terminal for the program and then becomes it, because a terminal becomes the controlling one of
 * who opens it first as the leader of a new session, which is what `setsid` makes of it. So Ctrl-C that is typed
 * interrupts what runs at the terminal, and when the relay closes it, all that runs there hears SIGHUP.
 */
import { listenForSignal } from "../../../process/listen_for_signal.ts";
import type { ChildProcess, StdioOptions } from "node:child_process";
import { errorText } from "../../../net/errors/system_error.ts";
import type { Terminals } from "../../../process/tty/terminals.ts";
import { findProgram, thisMachine } from "../../../system/find_program.ts";
import type { Startable } from "../../../system/start_words.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { applyModes, useTerminals } from "../../terminal/apply_modes.ts";
import { makeTerminal } from "../../terminal/make_terminal.ts";
import { onlyOnce } from "../../terminal/only_once.ts";
import { terminalEndpoint } from "../../terminal/terminal_endpoint.ts";
import { ACCESS_WORDS } from "../access_words.ts";
import type { OpenRequest } from "../address_type.ts";
import { statusOf, tellStart } from "./exit_status.ts";
import { endChild, refuseUseless, startChild } from "./start_child.ts";

/** Starts a program at a new pseudo terminal. */
export async function startInTerminal(request: OpenRequest, program: Startable): Promise<RelayEndpoint> {
  const { options, context, access } = request;
  if (options.flag("pipes")) {
    context.log.warning('options "pipes" and "pty" must not be specified together; ignoring "pipes"');
  }
  await using stack = new AsyncDisposableStack();
  const terminals = stack.use(useTerminals());
  const terminal = makeTerminal(request, terminals);
  stack.defer(() => terminal.master.close());
  // Kept until the program has gone: before it has opened its end, nobody has.
  const slave = terminals.calls.open(terminal.path);
  const letGo = onlyOnce(() => terminals.calls.close(slave));
  stack.defer(letGo);
  applyModes(slave, options, terminals);
  giveToUser(request, terminal.path);
  const keepSize = followWindow(request, terminals, terminal.master.fd);
  stack.defer(keepSize);
  const child = await start(request, program, terminal.path);
  tellStart(request, program.program);
  const exited = statusOf(child);
  void exited.then(letGo);
  stack.move();
  return terminalEndpoint(terminal.master, {
    access,
    context,
    terminals,
    // Before the terminal goes, which the program would take for an error.
    closing: async () => {
      keepSize();
      await endChild(request, child, exited, access === "write" || terminal.master.ended);
    },
    closed: letGo,
  });
}

/** Who opens it must be allowed to: the terminal of another user's program is that user's. */
function giveToUser({ privileges }: OpenRequest, path: string): void {
  const step = privileges?.late.map((change) => change.step).findLast(({ kind }) => kind === "user");
  if (step?.kind !== "user") return;
  try {
    Deno.chownSync(path, step.uid, null);
  } catch (error) {
    throw new RelayError(`chown("${path}", ${step.uid}): ${errorText(error)}`);
  }
}

async function start(request: OpenRequest, program: Startable, path: string): Promise<ChildProcess> {
  const { options, access, context } = request;
  refuseUseless(request);
  checkProgram(request, program.program);
  const session = options.flag("setsid");
  if (options.flag("tiocsctty") && !session) {
    context.log.warning(
      `ioctl("${path}", TIOCSCTTY, NULL): Operation not permitted; a program with option setsid can have one`,
    );
  }
  context.log.notice(() => `forking off child, using pty for ${ACCESS_WORDS[access]}`);
  const shell = starter(request, program, path);
  const stdio: StdioOptions = ["inherit", "inherit", "inherit"];
  return await startChild(request, { ...shell, rawArguments: false }, { stdio, newSession: session });
}

/**
 * The shell looks for the program where the relay does, and its error would come through the terminal.
 *
 * @throws {RelayError} `execvp("…"): No such file or directory`
 */
function checkProgram({ options }: OpenRequest, program: string): void {
  const path = options.text("path");
  const machine = thisMachine();
  const env = (name: string) => name === "PATH" && path !== undefined ? path : machine.env(name);
  if (findProgram(program, { ...machine, env }) !== undefined) return;
  throw new RelayError(`execvp("${program}"): No such file or directory`);
}

/** A shell that opens the terminal and becomes the program. */
function starter(request: OpenRequest, { program, args }: Startable, path: string) {
  const { options } = request;
  const streams = redirections(request);
  const words = [path, program, ...args];
  if (!options.flag("dash")) return { program: "/bin/sh", args: ["-c", `exec "$@" ${streams}`, ...words] };
  // Only some shells can give a program another name than its own.
  const bash = findProgram("bash");
  if (bash === undefined) {
    throw new RelayError("option dash with pty needs bash", "  most shells take -l to be a login shell");
  }
  const script = `exec -a "-$1" "$@" ${streams}`;
  return { program: bash, args: ["-c", script, ...words] };
}

/** `0<>"$0" 1>&0 2>&0`: which of the program's descriptors are the terminal. */
function redirections({ options, access }: OpenRequest): string {
  const input = access === "read" ? undefined : options.number("fdin") ?? 0;
  const output = access === "write" ? undefined : options.number("fdout") ?? 1;
  const [first, ...others] = [
    ...new Set([input, output, ...(options.flag("stderr") ? [2] : [])].filter((fd) => fd !== undefined)),
  ];
  return [`${first}<>"$0"`, ...others.map((fd) => `${fd}>&${first}`)].join(" ");
}

/**
 * A program that a person at our own terminal talks to has a terminal of the same size, and hears when that
 * changes; the size of a client's terminal beyond a network is not known.
 *
 * @returns a function that ends it
 */
function followWindow({ context }: OpenRequest, terminals: Terminals, fd: number): () => void {
  if (context.environment.PEERADDR !== undefined || context.environment.SOCKADDR !== undefined) {
    return () => {};
  }
  const { calls } = terminals;
  const take = () => {
    const size = terminals.ownWindowSize();
    if (size !== undefined) calls.setWindowSize(fd, size);
  };
  if (terminals.ownWindowSize() === undefined) return () => {};
  take();
  const listening = listenForSignal("SIGWINCH", take);
  return onlyOnce(() => listening[Symbol.dispose]());
}
