import { assertEquals } from "@std/assert";
import type { ChatLine } from "../../../../mod/services/chat/chat_line.ts";
import { readRoomLine } from "../../../../mod/services/chat/client/read_room_line.ts";
import { formatLine } from "../../../../mod/services/chat/format_line.ts";

/** One of each type, so that a new one is not forgotten. */
const EACH: { [Type in ChatLine["type"]]: ChatLine & { type: Type } } = {
  message: { type: "message", from: "Roger", text: "x", at: 1, seq: 2, history: true },
  action: { type: "action", from: "Roger", text: "x", at: 1 },
  topic: { type: "topic", text: "x", from: "Roger", at: 1, seq: 3, history: true },
  private: { type: "private", from: "Roger", to: "Ginette", text: "x", at: 1 },
  joined: { type: "joined", name: "Roger" },
  left: { type: "left", name: "Roger" },
  kicked: { type: "kicked", name: "Roger", by: "console" },
  renamed: { type: "renamed", from: "Roger", to: "Rog" },
  welcome: { type: "welcome", you: "Ginette", others: ["Roger"], room: "r", seq: 0, since: 0, said: 0 },
  members: { type: "members", names: ["Roger"], unreachable: ["Marcel"] },
  unreachable: { type: "unreachable", names: ["Marcel"] },
  reachable: { type: "reachable", names: ["Marcel"], renamed: [{ from: "Marcel", to: "Marcel2" }] },
  prompt: { type: "prompt", asks: "name", text: "x" },
  opened: { type: "opened" },
  note: { type: "note", text: "x" },
  error: { type: "error", text: "x" },
  missed: { type: "missed", count: 2, atMost: true },
  said: { type: "said", line: 1, seq: 1, refused: 1 },
  refused: { type: "refused", line: 1, reason: "empty", text: "x" },
  alive: { type: "alive" },
  replaced: { type: "replaced" },
  bye: { type: "bye", name: "Ginette" },
};

Deno.test("readRoomLine() reads every line that a room writes", () => {
  for (const line of Object.values(EACH)) assertEquals(readRoomLine(formatLine(line, "json")!), line);
});

Deno.test("readRoomLine() takes nothing for a line that lacks a field or has another thing in it", () => {
  for (const line of Object.values(EACH)) {
    for (const field of Object.keys(line)) {
      for (const wrong of [null, {}, [1], "", Infinity]) {
        if (typeof wrong === typeof line[field as keyof typeof line] && wrong === "" && field !== "type") {
          continue;
        }
        assertEquals(
          readRoomLine(JSON.stringify({ ...line, [field]: wrong })),
          undefined,
          `${line.type} ${field}`,
        );
      }
    }
  }
  for (const text of ["", "null", "1", '"x"', "{}", '{"type":1}', '{"type":"toString"}', "[Roger] x"]) {
    assertEquals(readRoomLine(text), undefined, text);
  }
});
