import { assert, assertEquals, assertMatch } from "@std/assert";
import { CHAT_DEFAULTS } from "../../mod/services/chat/chat_options.ts";
import { Server } from "../_kit/program/server.ts";
import { all, type Claim, constants, figures, heldBy, prove } from "./claims.ts";
import { connect, hear, sayAll } from "./stranger.ts";

const serve = (...args: string[]) => Server.start(["chat", "serve", "0", "--host", "127.0.0.1", ...args]);

/** Somebody in the room, and all that has come for them. */
async function member(port: number, name: string): Promise<Deno.TcpConn> {
  const socket = await connect(port);
  await sayAll(socket, `${name}\n`);
  await hear(socket, (heard) => /\* (Here with you|Nobody else)[^\n]*\n/.test(heard));
  return socket;
}

prove("security.md", "What is bounded", "chat", {
  "chat: line, name": async ({ says }) => {
    const [line, characters] = figures(says[0]!);
    await using server = await serve();
    using reader = await member(server.port, "reader");
    using speaker = await member(server.port, "n".repeat(characters!));
    await sayAll(speaker, `${"x".repeat(line!)}\n`);
    assertMatch(await hear(reader, (heard) => heard.includes("x\n")), new RegExp(`\\] x{${line}}\n`));
    await sayAll(speaker, `${"x".repeat(line! + 1)}\n`);
    assertMatch(await hear(speaker, (heard) => heard.includes("long")), new RegExp(`${line}`));
    using other = await connect(server.port);
    await sayAll(other, `${"n".repeat(characters! + 1)}\n`);
    assertMatch(
      await hear(other, (heard) => /\d+ characters/.test(heard)),
      new RegExp(`${characters} characters`),
    );
  },

  "chat: lines a second from one person": async ({ says }) => {
    const [rate, burst] = figures(says[0]!);
    await using server = await serve();
    using reader = await member(server.port, "reader");
    using speaker = await member(server.port, "speaker");
    const more = 10;
    const began = performance.now();
    await sayAll(speaker, "a line\n".repeat(burst! + more));
    const count = (heard: string) => heard.split("] a line\n").length - 1;
    await hear(reader, (heard) => count(heard) >= burst! + more);
    const seconds = (performance.now() - began) / 1000;
    assert(seconds > (more - 1) / rate! - 0.05, `${burst! + more} lines took ${seconds} s`);
  },

  "chat: what a reader may leave unread": all(
    ({ says }: Claim) => {
      const { bufferLines, bufferBytes, catchUpTimeout } = CHAT_DEFAULTS;
      assertEquals(figures(says[0]!), [bufferLines, bufferBytes, catchUpTimeout / 1000]);
    },
    heldBy(
      ["tests/services/chat/room/reader_buffer_test.ts", "ReaderBuffer is bounded in bytes"],
      [
        "tests/services/chat/room/reader_buffer_test.ts",
        "ReaderBuffer counts what does not fit and says so where the gap is",
      ],
      ["tests/services/chat/room/send_queue_test.ts", "SendQueue cuts a reader off that does not catch up"],
    ),
  ),

  "chat: how long speakers wait for a reader": all(
    constants(
      ["mod/services/chat/room/back_pressure.ts", "LONGEST", "ms"],
      ["mod/services/chat/room/back_pressure.ts", "LEAST"],
      ["mod/services/chat/room/back_pressure.ts", "PAUSE", "ms"],
    ),
    heldBy(
      [
        "tests/services/chat/room/back_pressure_test.ts",
        "BackPressure waits for nobody who takes little or nothing",
      ],
      [
        "tests/services/chat/room/back_pressure_test.ts",
        "BackPressure holds a room for at most a sixth of the time, however slowly somebody reads",
      ],
    ),
  ),

  "chat: browsers at once": heldBy(["tests/e2e/chat/web_test.ts", "lets a thousand browsers in"]),

  "chat: a message of a browser": all(
    constants(["mod/http/websocket/websocket_connection.ts", "LONGEST_MESSAGE"]),
    heldBy([
      "tests/e2e/chat/web_test.ts",
      "chat serve --web bounds a message as it does a line, named or not",
    ]),
  ),

  "chat: time in which a browser gives a name": all(
    constants(["commands/chat/serve.ts", "NAME_WITHIN", "ms"]),
    heldBy([
      "tests/services/chat/chat_session_test.ts",
      "chatSession() sends away who gives no name in time, and nobody else",
    ]),
  ),

  "chat: a topic": all(
    constants(["mod/services/chat/room/topic.ts", "LONGEST"]),
    heldBy([
      "tests/services/chat/room/participant_test.ts",
      "Participant may say what the room is about, and ask",
    ]),
  ),
  "chat: wrong passwords of one connection": all(
    constants(["mod/services/chat/room/visitor.ts", "ATTEMPTS"]),
    heldBy(["tests/services/chat/room/visitor_test.ts", "a Visitor may try three passwords"]),
  ),
  "chat: wrong passwords from one network": heldBy([
    "tests/io/password_door_test.ts",
    "a Door counts wrong passwords by network, and all of them together",
  ]),
  "chat: wrong passwords in all": heldBy([
    "tests/io/password_door_test.ts",
    "a Door counts wrong passwords by network, and all of them together",
  ]),
  "chat: password, time in which it is given": all(
    constants(
      ["mod/io/password_door.ts", "LONGEST"],
      ["mod/services/chat/chat_session.ts", "PASSWORD_WITHIN", "ms"],
    ),
    heldBy(
      ["tests/io/password_door_test.ts", "a password can be typed as a line, or says why it cannot"],
      ["tests/services/chat/chat_session_test.ts", "sends away who gives no password in time"],
    ),
  ),

  "chat: a page's connection between requests": all(
    constants(["commands/chat/serve.ts", "KEEP_ALIVE", "ms"]),
    heldBy(["tests/e2e/chat/web_test.ts", "keeps a page's connection for 5 s"]),
  ),

  "chat: lines that are remembered": async ({ says }) => {
    const [kept] = figures(says[0]!);
    await using server = await serve("--rate", "0");
    using speaker = await member(server.port, "speaker");
    const lines = Array.from({ length: kept! + 50 }, (_, at) => `line ${at}\n`).join("");
    await sayAll(speaker, `${lines}/history ${kept! + 50}\n/nonsense\n`);
    const heard = await hear(speaker, (text) => text.includes("nonsense"));
    const shown = heard.match(/line \d+\n/g) ?? [];
    assert(shown.length > 0 && shown.length <= kept!, `${shown.length} lines`);
    assertEquals(shown.at(-1), `line ${kept! + 49}\n`);
  },
});

prove("security.md", "What is bounded", "WebSocket", {
  "WebSocket: control frame, pongs under way": all(
    constants(["mod/net/websocket/frame.ts", "LONGEST_CONTROL"]),
    heldBy(
      ["tests/e2e/chat/web_test.ts", "chat serve --web answers frames of every kind as RFC 6455 has it"],
      [
        "tests/e2e/relay/websocket_test.ts",
        "relay WS-LISTEN answers frames of every kind as RFC 6455 has it",
      ],
    ),
  ),
  "WebSocket: our Close frame, the answer to it": all(
    constants(["mod/net/websocket/websocket_channel.ts", "LAST_WORD", "ms"]),
    heldBy(["tests/e2e/chat/web_test.ts", "chat serve --web waits for nobody's goodbye"]),
  ),
});
