import { msg } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import { choice, flag, number, type OptionValues, text } from "../../mod/cli/option.ts";
import { endpoint, type Positional } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { acceptClient } from "../../mod/net/accept/accept_recovery.ts";
import type { Connection } from "../../mod/net/connection.ts";
import type { HostPort } from "../../mod/net/tcp/dial.ts";
import { listen } from "../../mod/net/tcp/listen.ts";
import { describePermissions } from "../../mod/process/drop_permissions.ts";
import { readyLine } from "../../mod/server/open_server.ts";
import { traced } from "../../mod/trace/traced_connection.ts";
import { clientOptions, dialServer } from "../options/dial_server.ts";
import { talk } from "./talk_session.ts";
import { tracerFor } from "../options/trace_option.ts";

const options = {
  listen: number({
    value: "PORT",
    max: 65_535,
    help: "wait for the other side on this port, 0 for any free one",
  }),
  host: text({ value: "ADDR", help: "address to wait on (default: every address)" }),
  turns: flag({ help: "speak by turns, one line each; who connects begins" }),
  begin: choice({ choices: ["me", "peer"], help: "who says the first line with --turns" }),
  end: text({ value: "WORD", default: "fin", help: "the line that ends the talk on both sides" }),
  framing: choice({
    choices: ["line", "chunk"],
    default: "line",
    help: "a message is a line, or what one read returns (for a peer that sends no line end)",
  }),
  ...clientOptions,
};

/** How two people talk. */
export type TalkOptions = OptionValues<typeof options>;

export default command({
  name: "chat talk",
  summary: "talk to one other person",
  description: "One side waits with --listen, the other connects. The other side may be nc or socat.",
  args: { server: endpointUnlessListening() },
  options,
  examples: [
    { command: "netlab chat talk --listen 8765", does: "wait for somebody" },
    { command: "netlab chat talk localhost 8765", does: "talk to them, both at any time" },
    { command: "netlab chat talk --listen 8765 --turns", does: "one line each: the other side begins" },
  ],
  permissions: { net: { why: "the connection to the other side" } },
  dropsPermissionsLater: true,
  async run({ args, options }, context) {
    if (options.begin !== undefined && !options.turns) throw new UsageError(msg`--begin needs --turns`);
    if (options.listen === undefined) return await call(args.server, options, context);
    if (args.server !== undefined) throw new UsageError(msg`either --listen PORT or HOST PORT, not both`);
    return await answer(options.listen, options, context);
  },
});

async function call(
  server: HostPort | undefined,
  options: TalkOptions,
  context: CommandContext,
): Promise<number> {
  if (server === undefined) {
    throw new UsageError(msg`HOST PORT is missing (or --listen PORT, to wait for the other side)`);
  }
  using dialled = await dialServer(server, options, context);
  try {
    return await talk(dialled.connection, { ...options, begin: options.begin ?? "me" }, context);
  } catch (error) {
    throw dialled.explain(error);
  }
}

/** Waits for one person, and for nobody after. */
async function answer(port: number, options: TalkOptions, context: CommandContext): Promise<number> {
  using connection = await firstCaller(port, options, context);
  const close = () => connection.close();
  context.signal.addEventListener("abort", close, { once: true });
  return await talk(connection, { ...options, begin: options.begin ?? "peer" }, context);
}

async function firstCaller(port: number, options: TalkOptions, context: CommandContext): Promise<Connection> {
  const family = options.ipv === undefined ? undefined : options.ipv === "4" ? 4 : 6;
  const listeners = await listen(port, { hostname: options.host, family });
  const close = () => listeners.forEach((listener) => listener.close());
  context.signal.addEventListener("abort", close, { once: true });
  const trace = tracerFor(options.trace, context);
  const permissions = describePermissions(context.dropPermissions());
  for (const { address } of listeners) {
    trace.emit({ event: "listen", local: address, permissions });
    context.stderr.verbatim(readyLine("netlab chat", address, "talk"));
  }
  try {
    const accepted = await Promise.race(
      listeners.map((listener) => acceptClient(listener, context.signal)),
    );
    trace.emit({ event: "accept", conn: 1, local: accepted.local, remote: accepted.remote });
    return traced(accepted, 1, trace);
  } finally {
    context.signal.removeEventListener("abort", close);
    close();
  }
}

function endpointUnlessListening(): Positional<HostPort | undefined> {
  const { usage, help, take } = endpoint();
  return { usage: `[${usage}]`, help, take: (left) => left.length === 0 ? undefined : take(left) };
}
