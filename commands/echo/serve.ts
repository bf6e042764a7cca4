import { command } from "../../mod/cli/command.ts";
import { choice, flag, number, text } from "../../mod/cli/option.ts";
import { listenPort } from "../../mod/cli/positional.ts";
import echo from "../../mod/services/echo/service.ts";
import { serveAs, serveOptions, servePermissions } from "../options/serve_options.ts";

export default command({
  name: "echo serve",
  summary: "answer every line with the same line in upper case",
  args: { port: listenPort(8765) },
  options: {
    transform: choice({
      choices: ["upper", "none"],
      default: "upper",
      help: "what is done to a message: upper case, or nothing (the same bytes come back)",
    }),
    framing: choice({
      choices: ["line", "chunk"],
      default: "line",
      help: "what a message is: a line, or what one read returns (for clients that send no line end)",
    }),
    end: text({ value: "WORD", help: "message that ends the conversation, such as fin" }),
    welcome: text({ help: "say this first, before the client says anything" }),
    reply: text({ help: "answer the first message with this, whatever it was, and close" }),
    once: flag({ help: "serve one client and end" }),
    limit: number({ value: "BYTES", min: 1, max: 1 << 26, default: 65_536, help: "longest line" }),
    ...serveOptions,
  },
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
  ],
  permissions: servePermissions(),
  dropsPermissionsLater: true,
  async run({ args, options }, context) {
    const { transform, framing, end, welcome, reply, limit } = options;
    const common = { ...options, port: args.port, mostClients: options.once ? 1 : undefined };
    return await serveAs(echo, { transform, framing, end, welcome, reply, limit }, common, context);
  },
});
