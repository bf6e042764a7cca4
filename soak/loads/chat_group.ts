import { type ChatMember, joinByBrowser, joinByLine } from "../_kit/clients/chat_member.ts";
import type { Load, LoadContext } from "../_kit/load.ts";
import { ClientStream } from "../_kit/clients/client_stream.ts";
import { expect, Refused } from "../_kit/wrong_answer.ts";

const LINES = 20;

export default {
  name: "chat group",
  about:
    "one speaks numbered lines, two listen, one of them as a browser or on another server: each hears all of them in order, " +
    "and both hear everything that anybody says in the same order",
  at: "chat",
  async converse(context) {
    const { server, mark, random, signal, asked } = context;
    using near = await joinByLine(server.address("chat")!, `N${mark}`, signal);
    using far = await joinFar(context);
    using speaker = await ClientStream.dial(server.address("chat")!, signal);
    const name = `S${mark}`;
    await speaker.write(`${name}\n`);
    while (!/^\* (Here with you|Nobody else)/.test(await speaker.line())) continue;
    const lines = Array.from({ length: LINES }, (_, number) => `${mark} ${number} ${random.word(12)}`);
    asked(2 * LINES);
    await speaker.write(lines.map((line) => `${line}\n`).join(""));
    const hearing = Promise.all([near, far].map((each) => hear(each, name, lines, context)));
    const heard = await Promise.race([hearing, refusal(speaker)]);
    expect(heard[1]!.join("\n"), heard[0]!.join("\n"), "the order of the room");
    await speaker.write("/bye\n");
  },
} satisfies Load;

function joinFar({ server, mark, signal }: LoadContext): Promise<ChatMember> {
  const web = server.address("web");
  if (web !== undefined) return joinByBrowser(web, `F${mark}`, signal);
  return joinByLine((server.plan.partner?.() ?? server).address("chat")!, `F${mark}`, signal);
}

/** @returns everything said between the speaker's first and last line, by anybody */
async function hear(
  member: ChatMember,
  name: string,
  lines: readonly string[],
  { right }: LoadContext,
): Promise<string[]> {
  const heard: string[] = [];
  for (const line of lines) {
    while (true) {
      const { from, text } = await member.message();
      if (heard.length > 0 || from === name) heard.push(`${from}: ${text}`);
      if (from !== name) continue;
      expect(text, line, `line of ${name}`);
      right();
      break;
    }
  }
  return heard;
}

/** Never resolves; a speaker whose words cannot be kept is told so, and nobody hears them. */
async function refusal(speaker: ClientStream): Promise<never> {
  while (true) {
    const line = await speaker.line();
    if (line.startsWith("* Cannot keep")) throw new Refused(line);
  }
}
