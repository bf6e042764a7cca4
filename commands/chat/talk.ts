import { msg } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import { idleOption, needsOneOf } from "../../mod/cli/idle_options.ts";
import { choice, flag, number, type OptionValues, text } from "../../mod/cli/option.ts";
import { endpoint, type Positional } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import type { HostPort } from "../../mod/net/tcp/dial.ts";
import { describePermissions } from "../../mod/process/drop_permissions.ts";
import { readyLine } from "../../mod/server/open_server.ts";
import { acceptOne } from "../../mod/services/accept_one.ts";
import { dialServer } from "../../mod/services/dial_server.ts";
import { clientOptions, dialingOf } from "../options/client_options.ts";
import { familyOf } from "../options/ipv_option.ts";
import { talk } from "../../mod/services/chat/client/talk.ts";
import { messageFramingOption } from "../options/framing_option.ts";
import { tracerFor } from "../options/trace_option.ts";
import { LinesInMessages } from "../../mod/io/lines_in_messages.ts";
import { isMessageFraming } from "../../mod/io/message_framing.ts";
import type { Connection } from "../../mod/net/connection.ts";
import { onAbort } from "../../mod/net/connection/on_abort.ts";

const options = {
  listen: number({
    value: "PORT",
    max: 65_535,
    help: "wait for the other side on this port, 0 for any free one",
  }),
  host: idleOption(text({ value: "ADDR", help: "address to wait on (default: every address)" }), [
    needsOneOf("listen"),
  ]),
  turns: flag({ help: "speak by turns, one line each; who connects begins" }),
  begin: idleOption(choice({ choices: ["me", "peer"], help: "who says the first line with --turns" }), [
    needsOneOf("turns"),
  ]),
  end: text({ value: "WORD", default: "fin", help: "the line that ends the talk on both sides" }),
  framing: messageFramingOption,
  ...clientOptions,
};

/** How two people talk. */
type TalkValues = OptionValues<typeof options>;

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
    if (options.listen === undefined) return await call(args.server, options, context);
    if (args.server !== undefined) throw new UsageError(msg`either --listen PORT or HOST PORT, not both`);
    return await answer(options.listen, options, context);
  },
});

async function call(
  server: HostPort | undefined,
  options: TalkValues,
  context: CommandContext,
): Promise<number> {
  if (server === undefined) {
    throw new UsageError(msg`HOST PORT is missing (or --listen PORT, to wait for the other side)`);
  }
  using dialled = await dialServer(server, dialingOf(options, context));
  try {
    return await talkOn(dialled.connection, { ...options, begin: options.begin ?? "me" }, context);
  } catch (error) {
    throw dialled.explain(error);
  }
}

/** Waits for one person, and for nobody after. */
async function answer(port: number, options: TalkValues, context: CommandContext): Promise<number> {
  using connection = await acceptOne(port, {
    hostname: options.host,
    family: familyOf(options.ipv),
    trace: tracerFor(options.trace, context),
    signal: context.signal,
    onReady: () => describePermissions(context.dropPermissions()),
    onListen: (address) => context.stderr.verbatim(readyLine("netlab chat", address, "talk")),
  });
  using _stopping = onAbort(context.signal, () => connection.close());
  return await talkOn(connection, { ...options, begin: options.begin ?? "peer" }, context);
}

/** Talks in lines, which may be messages on the wire. */
function talkOn(
  connection: Connection,
  { framing, ...how }: TalkValues & { begin: "me" | "peer" },
  context: CommandContext,
): Promise<number> {
  if (!isMessageFraming(framing)) return talk(connection, { ...how, framing }, context);
  return talk(new LinesInMessages(connection, framing), { ...how, framing: "line" }, context);
}

function endpointUnlessListening(): Positional<HostPort | undefined> {
  const { usage, help, take } = endpoint();
  return { usage: `[${usage}]`, help, take: (left) => left.length === 0 ? undefined : take(left) };
}
