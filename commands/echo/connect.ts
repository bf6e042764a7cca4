import { msg } from "../../mod/i18n/message.ts";
import { command, POSIX } from "../../mod/cli/command.ts";
import { choice } from "../../mod/cli/option.ts";
import { endpoint } from "../../mod/cli/positional.ts";
import { formatAddress } from "../../mod/net/address/socket_address.ts";
import { dialServer } from "../../mod/services/dial_server.ts";
import { runEchoClient } from "../../mod/services/echo/client/run_echo_client.ts";
import { clientOptions, dialingOf } from "../options/client_options.ts";

export default command({
  name: "echo connect",
  summary: "talk to an echo server: what you type goes there, what it answers is shown",
  description: "{end-key} ends it, after the last answer has come. A pipe can type instead of you.",
  args: { server: endpoint() },
  options: {
    framing: choice({
      choices: ["line", "chunk"],
      default: "line",
      help: "what a message is: a line, or what one read returns (for servers that send no line end)",
    }),
    ...clientOptions,
  },
  examples: [
    { command: "netlab echo connect localhost 8765", does: "type lines, see them come back" },
    { command: "printf 'bonjour\\n' | netlab echo connect localhost:8765", does: "ask once", systems: POSIX },
  ],
  permissions: { net: { why: "the connection to the server" } },
  async run({ args, options }, context) {
    using dialled = await dialServer(args.server, dialingOf(options, context));
    const { local, remote } = dialled.connection;
    if (context.stdin.isTerminal()) {
      const [here, there] = [formatAddress(local), formatAddress(remote)];
      context.stderr.tell(msg`connected to ${there} from ${here}; {end-key} ends`);
      await context.stderr.flush();
    }
    try {
      return await runEchoClient(dialled.connection, options.framing, context);
    } catch (error) {
      throw dialled.explain(error);
    }
  },
});
