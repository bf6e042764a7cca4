import { type Message, msg } from "../../mod/i18n/message.ts";
import { idleOption } from "../../mod/cli/idle_options.ts";
import { messageOf } from "../../mod/i18n/message_error.ts";
import {
  type Framing,
  isMessageFraming,
  longestMessage,
  messageFramer,
} from "../../mod/io/message_framing.ts";
import { command } from "../../mod/cli/command.ts";
import { choice, flag, number, type OptionValues, type ParsedLine, text } from "../../mod/cli/option.ts";
import { listenPort } from "../../mod/cli/positional.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import echo, { type EchoOptions } from "../../mod/services/echo/service.ts";
import { messageFramingOption } from "../options/framing_option.ts";
import { serveAs, serveOptions, servePermissions } from "../options/serve_options.ts";
import { udpOption, udpRateOption } from "../options/udp_options.ts";

const options = {
  transform: choice({
    choices: ["upper", "none"],
    default: "upper",
    help: "what is done to a message: upper case, or nothing (the same bytes come back)",
  }),
  framing: messageFramingOption,
  end: text({ value: "WORD", help: "message that ends the conversation, such as fin" }),
  welcome: text({ help: "say this first, before the client says anything" }),
  reply: text({ help: "answer the first message with this, whatever it was, and close" }),
  once: flag({ help: "serve one client and end" }),
  limit: idleOption(
    number({ value: "BYTES", min: 1, max: 1 << 26, default: 65_536, help: "longest line or message" }),
    [beyondFraming],
  ),
  udp: udpOption("answer datagrams as well, on this port (that of TCP when none is given)"),
  "udp-rate": udpRateOption,
  ...serveOptions,
};

export default command({
  name: "echo serve",
  summary: "answer every line with the same line in upper case",
  args: { port: listenPort(8765) },
  options,
  examples: [
    { command: "netlab echo serve 8765", does: "answer every line on port 8765 in upper case" },
    { command: "netlab echo serve 8765 --mode iterative", does: "one client at a time, the others wait" },
    {
      command: "netlab echo serve 63000 --transform none --end fin --framing chunk",
      does: "send everything back as it came, until a client says fin",
    },
    {
      command: 'netlab echo serve 63000 --reply "Bonjour client !" --once',
      does: "one exchange with one client",
    },
    { command: "netlab echo serve 8765 --udp", does: "answer datagrams as well, on the same port of UDP" },
    { command: "netlab echo serve --framing u16", does: "messages of any bytes, their length in front" },
  ],
  permissions: servePermissions<{ options: OptionValues<typeof options> }>({
    net: {
      why: "answers to datagrams",
      if: "with --udp",
      when: ({ options }) => options.udp !== undefined,
    },
  }),
  dropsPermissionsLater: true,
  async run({ args, options }, context) {
    const { transform, framing, end, welcome, reply, limit, udp } = options;
    const service: EchoOptions = { transform, framing, end, welcome, reply, limit };
    refuseTooLong(service);
    const common = { ...options, port: args.port, mostClients: options.once ? 1 : undefined };
    if (udp === undefined) return await serveAs(echo, service, common, context);
    const { serveBoth } = await import("../options/serve_datagrams.ts");
    const { EchoAnswerer } = await import("../../mod/services/echo/echo_answerer.ts");
    return await serveBoth(echo, service, common, {
      name: "echo",
      port: udp === "same" ? args.port : udp,
      open: () => new EchoAnswerer(transform, options["udp-rate"]),
    }, context);
  },
});

/** No message is longer than what its length can say. */
function beyondFraming({ options }: ParsedLine): Message | undefined {
  const framing = options["framing"] as Framing;
  const most = isMessageFraming(framing) ? longestMessage(framing) : Infinity;
  if ((options["limit"] as number) <= most) return undefined;
  return msg`is more than the ${most} bytes that --framing ${framing} allows`;
}

/** What the server says first or answers has to be sayable in its framing. @throws {UsageError} */
function refuseTooLong({ framing, ...texts }: EchoOptions): void {
  if (!isMessageFraming(framing)) return;
  const framer = messageFramer(framing, Infinity);
  for (const name of ["welcome", "reply"] as const) {
    try {
      framer.encode(new TextEncoder().encode(texts[name] ?? ""));
    } catch (error) {
      throw new UsageError(msg`--${name} cannot be said with --framing ${framing}: ${messageOf(error)}`);
    }
  }
}
