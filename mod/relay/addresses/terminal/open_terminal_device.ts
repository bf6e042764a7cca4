import { waitAtMost } from "../../../net/connection/wait_at_most.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import { Terminals } from "../../../process/tty/terminals.ts";
import { asksForTerminal } from "../../options/terminal_options.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { applyModes, takeControl, useTerminals } from "../../terminal/apply_modes.ts";
import { terminalEndpoint } from "../../terminal/terminal_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { OPEN_FLAGS } from "../file/open_flags.ts";

/** How long a line may take to send what was written before its speed is set back, milliseconds. */
const LAST_WORDS = 5000;

/**
 * A terminal or a serial line by its name, with the modes that the options ask for; it has its own again when it
 * is closed.
 *
 * Reads do not stay behind when it is closed: the next one who opens the line gets all that comes.
 *
 * @returns undefined for what is no terminal, if nothing was asked of one
 * @throws {RelayError} `tcgetattr("…"): Inappropriate ioctl for device`
 */
export async function openTerminalDevice(
  request: OpenRequest,
  path: string,
): Promise<RelayEndpoint | undefined> {
  const { options, context } = request;
  const asked = asksForTerminal(options);
  if (!asked && !TERMINALS.test(Deno.realPathSync(path))) return undefined;
  // What was not there at the start is no device as far as our permissions go.
  if (asked) checkThere(path);
  const terminals = asked ? useTerminals() : Terminals.use();
  if (terminals === undefined) return undefined;
  await using stack = new AsyncDisposableStack();
  stack.use(terminals);
  const { calls } = terminals;
  const access = accessOf(request);
  let fd: number;
  try {
    fd = options.flag("o-nonblock") ? calls.open(path) : await calls.openPatiently(path);
  } catch (error) {
    if (!asked) return undefined; // the way in which files are opened says why
    throw new RelayError(`open("${path}", O_RDWR|O_NOCTTY): ${errorText(error)}`);
  }
  const stream = terminals.stream(fd, {
    hungUp: () => context.log.notice(`read("${path}"): Input/output error (the line has hung up)`),
  });
  stack.defer(() => stream.close());
  if (!calls.isTerminal(fd)) {
    if (!asked) return undefined;
    throw new RelayError(`tcgetattr("${path}"): Inappropriate ioctl for device`);
  }
  const undo = context.cleanups.add(applyModes(fd, options, terminals));
  takeControl(fd, options, { terminals, context });
  stack.move();
  return terminalEndpoint(stream, {
    access,
    context,
    terminals,
    closing: async () => {
      if (asked && access !== "read") await waitAtMost(LAST_WORDS, calls.drain(fd));
      undo();
    },
  });
}

/** @throws {RelayError} for what is missing, or not ours to see */
function checkThere(path: string): void {
  try {
    Deno.statSync(path);
  } catch (error) {
    throw new RelayError(`open("${path}", O_RDWR|O_NOCTTY): ${errorText(error)}`);
  }
}

/** The usual names; opening what is no terminal, only to find out, may have a meaning to it (tapes, watchdogs). */
const TERMINALS = /^\/dev\/(pts\/\d|tty|console|cu\.|rfcomm)/;

/** Flags of files that mean nothing to a terminal are no mistake. */
function accessOf({ options, access }: OpenRequest): OpenRequest["access"] {
  for (const name of [...Object.keys(OPEN_FLAGS), "o-trunc", "o-rdwr"]) options.has(name);
  if (options.flag("o-rdonly")) return "read";
  return options.flag("o-wronly") ? "write" : access;
}
