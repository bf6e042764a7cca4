import { assertEquals } from "@std/assert";
import { MemoryLog } from "../../../../mod/services/chat/log/memory_log.ts";
import { formatLine, NAME_PROMPT, PASSWORD_PROMPT } from "../../../../mod/services/chat/format_line.ts";
import { type BatchPart, linesOf } from "../../../../mod/services/chat/line_batch.ts";
import { Door } from "../../../../mod/io/password_door.ts";
import { Hub } from "../../../../mod/services/chat/room/hub.ts";
import { Participant } from "../../../../mod/services/chat/room/participant.ts";
import { Visitor } from "../../../../mod/services/chat/room/visitor.ts";

/** Somebody in front of a room whose password is `sesame`, and what is said to them; `(end)` when it is over. */
async function visitor() {
  const hub = new Hub({ log: new MemoryLog(), server: "s" });
  await hub.open();
  const heard: string[] = [];
  const secrets: boolean[] = [];
  let style: "text" | "json" = "text";
  const subscriber = {
    deliver(parts: readonly BatchPart[]) {
      heard.push(...linesOf(parts).map((line) => formatLine(line, style)!));
    },
    leave() {/* it is ended soon */},
    end: () => void heard.push("(end)"),
    useJson: () => void (style = "json"),
  };
  const inside = new Participant(hub, subscriber, { replay: 5 });
  const remote = { transport: "tcp", hostname: "10.0.0.1", port: 1 } as const;
  const connection = { remote, conceal: (isSecret: boolean) => void secrets.push(isSecret) };
  const one = new Visitor(inside, { door: new Door("sesame"), hub, subscriber, connection });
  await one.greet();
  const says = async (...lines: string[]) => {
    heard.splice(0);
    for (const line of lines) await one.receive(line);
    return [...heard];
  };
  return { hub, heard, secrets, one, says };
}

Deno.test("a Visitor is asked for the password and then for a name", async () => {
  const { heard, one, says, secrets } = await visitor();
  assertEquals(heard, [PASSWORD_PROMPT]);
  assertEquals(await says("sesame"), ["* The door is open", NAME_PROMPT]);
  assertEquals(await says("Ginette"), ["* Nobody else is here yet"]);
  assertEquals([one.isNamed, one.hasPassed], [true, true]);
  assertEquals(secrets, [true, false], "a trace shows nothing of it");
});

Deno.test("a Visitor hears nothing of the room and says nothing in it", async () => {
  const { hub, says, one } = await visitor();
  await hub.append({ type: "say", member: "x", name: "Roger", text: "secret", at: 0, echo: true });
  const heard = await says("/who", "/history", "/all hello", "/nick Roger", "/help", "  ");
  assertEquals(heard.filter((line) => line !== PASSWORD_PROMPT), [
    ...Array(4).fill("* This room wants its password first"),
    "* /pass PASSWORD opens the door, /bye leaves",
  ]);
  assertEquals([hub.room.size, hub.room.history(10).length, one.hasPassed], [0, 1, false]);
  await one.leave();
});

Deno.test("a Visitor may try three passwords, by a line or by /pass", async () => {
  const { says, one } = await visitor();
  const heard = await says("Ginette", "/pass", "/pass sesam", "/PASS /sesame");
  assertEquals(heard, [
    "* That is not the password",
    PASSWORD_PROMPT,
    PASSWORD_PROMPT,
    "* That is not the password",
    PASSWORD_PROMPT,
    "* That is not the password",
    "* 3 wrong passwords: good bye",
    "(end)",
  ]);
  assertEquals(one.hasPassed, false);
});

Deno.test("a Visitor may be a program, which reads JSON and is asked by it", async () => {
  const { says } = await visitor();
  assertEquals(await says("/json Ginette"), [
    `{"type":"prompt","asks":"password","text":"${PASSWORD_PROMPT}"}`,
  ]);
  assertEquals(await says("/pass sesame"), [
    '{"type":"opened"}',
    `{"type":"prompt","asks":"name","text":"${NAME_PROMPT}"}`,
  ]);
});

Deno.test("a Visitor may leave", async () => {
  assertEquals(await (await visitor()).says("/bye"), ["(end)"]);
});
