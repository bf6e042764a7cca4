import { msg } from "../../mod/i18n/message.ts";
import { command, POSIX } from "../../mod/cli/command.ts";
import { choice, flag, text } from "../../mod/cli/option.ts";
import { endpoint } from "../../mod/cli/positional.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { nicknameProblem, tidyNickname } from "../../mod/services/chat/room/nickname.ts";
import { LinesInMessages } from "../../mod/io/lines_in_messages.ts";
import { dialServer } from "../../mod/services/dial_server.ts";
import {
  givenPassword,
  passwordInEnvironment,
  passwordOption,
  ROOM_PASSWORD,
} from "../options/server_password.ts";
import { clientOptions, dialingOf } from "../options/client_options.ts";
import { ChatClient } from "../../mod/services/chat/client/chat_client.ts";

export default command({
  name: "chat join",
  summary: "join a room",
  description:
    "On a terminal, the line you type is never disturbed (Alt-Enter begins another one, Ctrl-R looks for an earlier " +
    "one), it is shown as said when the room has it, a lost connection is made again, and the bell rings when somebody " +
    "names you. With a pipe, it says the input, and leaves when the room has all of it; else it ends with 1.",
  args: { server: endpoint() },
  options: {
    name: text({
      short: "n",
      value: "NICK",
      help: "the name to join under, given to any server that asks for one (default: you are asked)",
    }),
    password: passwordOption(ROOM_PASSWORD, "give the password of the room"),
    bot: flag({ help: "one JSON object for each line, and nothing of the past" }),
    framing: choice({
      choices: ["line", "u16", "u32", "nul"],
      default: "line",
      help:
        "how the room marks messages off: line ends, a length of 16 or 32 bits in front, or a zero byte behind",
    }),
    quiet: flag({ short: "q", help: "no bell" }),
    ...clientOptions,
  },
  examples: [
    {
      command: "netlab chat join localhost 8767 --name Ginette",
      does: "join as Ginette; {end-key} or /bye leaves",
    },
    {
      command: "netlab chat join localhost:8767 --name logger --bot < /dev/null",
      does: "write down what is said, as JSON",
      systems: POSIX,
    },
    {
      command: "uptime | netlab chat join localhost 8767 --name host1",
      does: "say one line and leave",
      systems: POSIX,
    },
  ],
  permissions: { net: { why: "the connection to the server" } },
  async run({ args, options }, context) {
    const name = options.name === undefined ? undefined : tidyNickname(options.name);
    const problem = name === undefined ? undefined : nicknameProblem(name);
    if (problem !== undefined) throw new UsageError(msg`--name "${name!}": ${problem}`);
    if (options.bot && name === undefined) throw new UsageError(msg`--bot needs --name NICK`);
    const password = await givenPassword(ROOM_PASSWORD, options.password, context) ??
      passwordInEnvironment(ROOM_PASSWORD, context);
    const { framing } = options;
    const dial = async () => {
      const dialled = await dialServer(args.server, dialingOf(options, context));
      if (framing === "line") return dialled;
      return { ...dialled, connection: new LinesInMessages(dialled.connection, framing) };
    };
    await using client = new ChatClient({ ...options, name, password, dial }, context);
    return await client.run();
  },
});
