/**
 * `PTY`: a pseudo terminal whose other end is for a program that wants a terminal or a serial line: the relay
 * has the master, and `link=` gives the other end a name that does not change.
 *
 * The other end may be opened and closed again and again, since the relay itself keeps it open; with
 * `wait-slave` or `ptmx` it does not, and the first program that closes it ends the stream.
 */
import type { PseudoTerminal, Terminals } from "../../../process/tty/terminals.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import { applyModes, takeControl, useTerminals } from "../../terminal/apply_modes.ts";
import { makeTerminal } from "../../terminal/make_terminal.ts";
import { onlyOnce } from "../../terminal/only_once.ts";
import { terminalEndpoint } from "../../terminal/terminal_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { applyNamed } from "../file/named.ts";
import { interruptiblePause } from "../retries.ts";
import { linkTerminal } from "./link_terminal.ts";

/** Opens the master and, with `wait-slave`, waits for the other end. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  await using stack = new AsyncDisposableStack();
  const terminals = stack.use(useTerminals());
  const { options, context, access } = request;
  const made = makeTerminal(request, terminals);
  stack.defer(() => made.master.close());
  context.log.notice(() => `PTY is ${made.path}`);
  const slave = terminals.calls.open(made.path);
  const letGo = onlyOnce(() => terminals.calls.close(slave));
  stack.defer(letGo);
  applyNamed(request, made.path);
  // Its modes are gone with it: there is nothing to be given back.
  applyModes(slave, options, terminals);
  takeControl(slave, options, { terminals, context });
  // Who finds it by its name finds it ready.
  const unlink = linkTerminal(request, made.path);
  stack.defer(unlink);
  const waits = options.flag("pty-wait-slave");
  // Which of the two calls makes it does not matter here, but who keeps the other end does.
  const closes = !options.flag("openpty") && options.flag("ptmx");
  if (waits || closes) letGo();
  if (waits) await someoneAt(made, terminals, request);
  stack.move();
  yield terminalEndpoint(made.master, {
    access,
    context,
    terminals,
    closing: () => (unlink(), letGo()),
  });
}

/** Looks again and again, since no event tells that the other end has been opened. */
async function someoneAt(
  { master }: PseudoTerminal,
  terminals: Terminals,
  { options, context }: OpenRequest,
): Promise<void> {
  const interval = options.number("pty-interval") ?? 1000;
  while (terminals.calls.isHungUp(master.fd)) {
    if (!await interruptiblePause(interval, context.signal)) throw new RelayError("interrupted");
  }
}
