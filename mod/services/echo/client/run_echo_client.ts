import { msg, prefixed } from "../../../i18n/message.ts";
import type { CommandContext } from "../../../cli/command_context.ts";
import type { Framing } from "../../../io/message_framing.ts";
import type { Connection } from "../../../net/connection.ts";
import { isDisconnect } from "../../../net/errors/disconnect.ts";
import { type Inputs, readInputs } from "../../../terminal/inputs.ts";
import { Conversation } from "../conversation.ts";

/**
 * Says what is typed to an echo server and shows what it answers, until one side ends.
 *
 * @returns the exit code: 1 when the server ended before it had answered everything.
 */
export async function runEchoClient(
  connection: Connection,
  framing: Framing,
  context: CommandContext,
): Promise<number> {
  let conversation: Conversation;
  let typed: boolean;
  {
    await using inputs = await readInputs("> ", context);
    conversation = new Conversation(connection, { framing, show: inputs.show });
    typed = await talk(conversation, inputs);
  }
  context.signal.throwIfAborted();
  return takeLeave(conversation, typed, context);
}

/**
 * Until the input ends and everything is answered, or the server ends first.
 *
 * @returns whether the input ended.
 */
async function talk(conversation: Conversation, inputs: Inputs): Promise<boolean> {
  const typing = type(conversation, inputs);
  // When the server is gone nobody waits for the typing any more, and nobody cares how it fails.
  typing.catch(() => {});
  const first = await Promise.race([typing, conversation.ended]);
  if (first !== "typed") return false;
  await Promise.race([conversation.finish(), conversation.ended]);
  // Both may be true at once; how the server left is then what has to be told.
  if (conversation.over) await conversation.ended;
  return true;
}

async function type(conversation: Conversation, inputs: Inputs): Promise<"typed"> {
  try {
    for await (const lines of inputs.batches) await conversation.say(lines);
  } catch (error) {
    // Nobody takes our words. The listening side hears the server's last words, or how it left.
    if (!isDisconnect(error)) throw error;
    await conversation.ended;
  }
  return "typed";
}

/**
 * Says how it ended. One message may be left unanswered: it may be the one that ended the
 * conversation.
 */
function takeLeave({ said, heard }: Conversation, typed: boolean, context: CommandContext): number {
  if (!typed) context.stderr.tell(msg`the server has ended the conversation`);
  if (said - heard <= 1) return 0;
  context.stderr.tell(
    prefixed("netlab echo connect", msg`the server ended before it had answered everything`),
  );
  return 1;
}
