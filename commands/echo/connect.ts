import { msg, prefixed } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import { choice } from "../../mod/cli/option.ts";
import { endpoint } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { formatAddress } from "../../mod/net/address/socket_address.ts";
import type { Connection } from "../../mod/net/connection.ts";
import { isDisconnect } from "../../mod/net/errors/disconnect.ts";
import { Conversation } from "../../mod/services/echo/conversation.ts";
import { clientOptions, dialServer } from "../options/dial_server.ts";
import { type Keyboard, keyboardFor } from "../../mod/terminal/keyboard.ts";

export default command({
  name: "echo connect",
  summary: "talk to an echo server: what you type goes there, what it answers is shown",
  description: "Ctrl-D ends it, after the last answer has come. A pipe can type instead of you.",
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
    { command: "printf 'bonjour\\n' | netlab echo connect localhost:8765", does: "ask once" },
  ],
  permissions: { net: { why: "the connection to the server" } },
  async run({ args, options }, context) {
    using dialled = await dialServer(args.server, options, context);
    const { local, remote } = dialled.connection;
    if (context.stdin.isTerminal()) {
      const [here, there] = [formatAddress(local), formatAddress(remote)];
      context.stderr.tell(msg`connected to ${there} from ${here}; Ctrl-D ends`);
      await context.stderr.flush();
    }
    try {
      return await converse(dialled.connection, options.framing, context);
    } catch (error) {
      throw dialled.explain(error);
    }
  },
});

async function converse(
  connection: Connection,
  framing: "line" | "chunk",
  context: CommandContext,
): Promise<number> {
  let conversation: Conversation;
  let typed: boolean;
  {
    await using keyboard = await keyboardFor(context);
    conversation = new Conversation(connection, { framing, show: keyboard.show });
    typed = await talk(conversation, keyboard);
  }
  context.signal.throwIfAborted();
  return takeLeave(conversation, typed, context);
}

/**
 * Until the input ends and everything is answered, or the server ends first.
 *
 * @returns whether the input ended.
 */
async function talk(conversation: Conversation, keyboard: Keyboard): Promise<boolean> {
  const typing = type(conversation, keyboard);
  // When the server is gone nobody waits for the keyboard any more, and nobody cares how it fails.
  typing.catch(() => {});
  const first = await Promise.race([typing, conversation.ended]);
  if (first !== "typed") return false;
  await Promise.race([conversation.finish(), conversation.ended]);
  // Both may be true at once; how the server left is then what has to be told.
  if (conversation.over) await conversation.ended;
  return true;
}

async function type(conversation: Conversation, keyboard: Keyboard): Promise<"typed"> {
  try {
    for await (const lines of keyboard.lines()) await conversation.say(lines);
  } catch (error) {
    // Nobody takes what we say. What the server still had to say, or how it left, is heard by the listening side.
    if (!isDisconnect(error)) throw error;
    await conversation.ended;
  }
  return "typed";
}

/** Says how it ended. One message may be left unanswered, for it may be the one that ended the conversation. */
function takeLeave({ said, heard }: Conversation, typed: boolean, context: CommandContext): number {
  if (!typed) context.stderr.tell(msg`the server has ended the conversation`);
  if (said - heard <= 1) return 0;
  context.stderr.tell(
    prefixed("netlab echo connect", msg`the server ended before it had answered everything`),
  );
  return 1;
}
