/**
 * A program as one side of a relay: we write its standard input, we read its standard output.
 *
 * The channels are pipes (this runtime has no socketpair), or with `pty` a pseudo terminal
 * (`child_in_terminal.ts`). One-way relays pass our own unused channel on to the program, so that
 * `… | relay -u - EXEC:sort` prints where we would. At the end the program is asked to go with SIGTERM (Windows
 * ends it, and what it has started), unless it has already gone; one that only took input first gets a second to
 * finish its work.
 */
import type { ChildProcess, StdioOptions } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { NodeStreams } from "../../../net/connection/node_streams.ts";
import { isOwnClose } from "../../../net/errors/system_error.ts";
import type { Startable } from "../../../system/start_words.ts";
import { wantsTerminal } from "../../options/terminal_options.ts";
import { ACCESS_WORDS } from "../access_words.ts";
import type { OpenRequest } from "../address_type.ts";
import { statusOf, tellStart } from "./exit_status.ts";
import { endChild, refuseUseless, startChild } from "./start_child.ts";

/** Starts a program with the options of the request and connects to its channels. */
export async function startProgram(request: OpenRequest, startable: Startable): Promise<RelayEndpoint> {
  if (wantsTerminal(request.options)) {
    const { startInTerminal } = await import("./child_in_terminal.ts");
    return await startInTerminal(request, startable);
  }
  const channels = chooseChannels(request);
  const { access, context, options } = request;
  context.log.notice(() => `forking off child, using pipes for ${ACCESS_WORDS[access]}`);
  const child = await startChild(request, startable, {
    stdio: channels.stdio,
    newSession: options.flag("setsid"),
    // A shell whose name begins with a dash is a login shell.
    name: options.flag("dash") ? `-${startable.program}` : undefined,
  });
  tellStart(request, startable.program);
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
  refuseUseless(request);
  const stdio: ("inherit" | "pipe" | "ignore")[] = ["inherit", "inherit", "inherit"];
  for (let fd = 3; fd <= Math.max(input ?? 0, output ?? 0); fd++) stdio[fd] = "ignore";
  if (input !== undefined) stdio[input] = "pipe";
  if (output !== undefined) stdio[output] = "pipe";
  return { stdio, input, output };
}

/** The runtime cancels what a program that has ended was still to take: nobody reads that pipe any more. */
function takesNoMore(error: unknown): never {
  throw isOwnClose(error) ? new Deno.errors.BrokenPipe() : error;
}

function childEndpoint(request: OpenRequest, child: ChildProcess, channels: Channels): RelayEndpoint {
  const { descriptors } = request.context;
  const exited = statusOf(child);
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
    endIsTold: true,
    environment: {},
    read: streams.read.bind(streams),
    write: (bytes) => streams.write(bytes).catch(takesNoMore),
    shutdown: () => streams.closeWrite(),
    close: async () => {
      if (!open) return;
      open = false;
      descriptors.release(fd);
      // A program that has closed its output is about to end, and how it ends is worth knowing.
      const ending = output === undefined || output.readableEnded;
      streams.close();
      child.stdio.forEach((stream) => stream?.destroy());
      await endChild(request, child, exited, ending);
    },
  };
}
