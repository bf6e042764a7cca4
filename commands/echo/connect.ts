import { msg } from "../../mod/i18n/message.ts";
import { idleOption } from "../../mod/cli/idle_options.ts";
import { command, POSIX } from "../../mod/cli/command.ts";
import { flag } from "../../mod/cli/option.ts";
import { endpoint } from "../../mod/cli/positional.ts";
import { formatAddress } from "../../mod/net/address/socket_address.ts";
import { dialServer } from "../../mod/services/dial_server.ts";
import { runDatagramClient } from "../../mod/services/echo/client/run_datagram_client.ts";
import { runEchoClient } from "../../mod/services/echo/client/run_echo_client.ts";
import { byDatagrams, clientOptions, dialingOf } from "../options/client_options.ts";
import { messageFramingOption } from "../options/framing_option.ts";
import { familyOf } from "../options/ipv_option.ts";
import { tracerFor } from "../options/trace_option.ts";

export default command({
  name: "echo connect",
  summary: "talk to an echo server: what you type goes there, what it answers is shown",
  description: "{end-key} ends it, after the last answer has come. A pipe can type instead of you.",
  args: { server: endpoint() },
  options: {
    udp: flag({ help: "a datagram for each line, sent again when no answer comes (3 tries)" }),
    framing: idleOption(messageFramingOption, [byDatagrams]),
    ...clientOptions,
    timeout: idleOption(clientOptions.timeout, [byDatagrams]),
  },
  examples: [
    { command: "netlab echo connect localhost 8765", does: "type lines, see them come back" },
    { command: "netlab echo connect localhost 8765 --udp", does: "each line in a datagram" },
    { command: "printf 'bonjour\\n' | netlab echo connect localhost:8765", does: "ask once", systems: POSIX },
  ],
  permissions: { net: { why: "the connection to the server" } },
  async run({ args, options }, context) {
    if (options.udp) {
      const { ipv, trace } = options;
      const how = { family: familyOf(ipv), trace: tracerFor(trace, context) };
      return await runDatagramClient(args.server, how, context);
    }
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
