import { DatabaseSync } from "node:sqlite";
import { assertEquals, assertRejects } from "@std/assert";
import type { ChatEvent, MessageEvent } from "../../../../mod/services/chat/chat_event.ts";
import type { LogNumbers } from "../../../../mod/services/chat/log/event_log.ts";
import { SqliteLog } from "../../../../mod/services/chat/log/sqlite_log.ts";
import { pause } from "../../../_kit/until.ts";
import { POSIX, testOn } from "../../../_kit/test_on.ts";

/** A reader that writes down what it is given. */
function listener() {
  const past: MessageEvent[] = [];
  const events: ChatEvent[] = [];
  const notices: string[] = [];
  const logs: LogNumbers[] = [];
  return {
    logs,
    numbered: (log: LogNumbers) => void logs.push(log),
    past,
    events,
    notices,
    remember: (messages: MessageEvent[]) => void past.push(...messages),
    apply: (event: ChatEvent) => void events.push(event),
    notice: (sentence: string) => void notices.push(sentence),
  };
}

const say = (text: string): MessageEvent => ({
  type: "say",
  member: "1",
  name: "Ginette",
  text,
  at: 7,
  echo: false,
});

async function inFolder(test: (file: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(`${folder}/history.db`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("SqliteLog gives an event back only once it is on the disk", () =>
  inFolder(async (file) => {
    await using log = new SqliteLog(file, 10);
    const reader = listener();
    await log.open(reader);
    const kept = log.append(say("un"));
    assertEquals(reader.events.length, 0);
    await kept;
    assertEquals(reader.events, [{ ...say("un"), seq: 1 }]);
  }));

Deno.test("SqliteLog remembers over a restart, in order, the newest of them", () =>
  inFolder(async (file) => {
    {
      await using log = new SqliteLog(file, 10);
      await log.open(listener());
      await Promise.all(["un", "deux", "trois"].map((text) => log.append(say(text))));
    }
    await using log = new SqliteLog(file, 2);
    const reader = listener();
    await log.open(reader);
    assertEquals(reader.past.map(({ name, text, at }) => [name, text, at]), [["Ginette", "deux", 7], [
      "Ginette",
      "trois",
      7,
    ]]);
  }));

Deno.test("SqliteLog keeps the order of kept and unkept events", () =>
  inFolder(async (file) => {
    await using log = new SqliteLog(file, 10);
    const reader = listener();
    await log.open(reader);
    const leave: ChatEvent = { type: "leave", member: "1" };
    await Promise.all([log.append(say("un")), log.append(leave), log.append(say("deux"))]);
    assertEquals(reader.events, [{ ...say("un"), seq: 1 }, leave, { ...say("deux"), seq: 2 }]);
  }));

Deno.test("SqliteLog refuses a file that another server is using", () =>
  inFolder(async (file) => {
    await using first = new SqliteLog(file, 10);
    await first.open(listener());
    await using second = new SqliteLog(file, 10);
    await assertRejects(() => second.open(listener()), Error, "another program is using it");
  }));

Deno.test("SqliteLog refuses a file that is something else", () =>
  inFolder(async (file) => {
    await Deno.writeTextFile(file, "Dear diary, today I learnt what a database is. ".repeat(40));
    await using log = new SqliteLog(file, 10);
    await assertRejects(() => log.open(listener()), Error, "Cannot open the history");
  }));

Deno.test("SqliteLog rejects what it could not keep, and shows it to nobody", () =>
  inFolder(async (file) => {
    const log = new SqliteLog(file, 10);
    const reader = listener();
    await log.open(reader);
    await log[Symbol.asyncDispose]();
    await assertRejects(async () => await log.append(say("lost")), Error, "was not sent");
    assertEquals(reader.events, []);
  }));

/** What another program may do to a file under a running server. */
const MEDDLING: Readonly<Record<string, (file: string) => void>> = {
  "removed": (file) => [file, `${file}-wal`].forEach((name) => Deno.removeSync(name)),
  "moved away": (file) => Deno.renameSync(file, `${file}.old`),
  "replaced by a copy of itself": (file) => {
    Deno.copyFileSync(file, `${file}.new`);
    Deno.renameSync(`${file}.new`, file);
  },
  "replaced by another file": (file) => {
    Deno.writeTextFileSync(`${file}.new`, "something else");
    Deno.renameSync(`${file}.new`, file);
  },
  "truncated": (file) => Deno.truncateSync(file),
  "made longer": (file) => Deno.writeTextFileSync(file, "more", { append: true }),
  "written over": (file) => {
    const bytes = Deno.readFileSync(file);
    Deno.writeFileSync(file, bytes.map(() => 0));
  },
  "deprived of its log": (file) => Deno.removeSync(`${file}-wal`),
  "given a truncated log": (file) => Deno.truncateSync(`${file}-wal`),
};

for (const [how, meddle] of Object.entries(MEDDLING)) {
  testOn(
    POSIX,
    "an open file can be neither renamed, replaced nor removed there",
    `SqliteLog acknowledges nothing more once its file is ${how}, and says so once`,
    () =>
      inFolder(async (file) => {
        const reader = listener();
        const told: string[] = [];
        await using log = new SqliteLog(file, 10, (sentence) => told.push(String(sentence)));
        await log.open(reader);
        await log.append(say("kept"));
        // Times are compared in milliseconds
        await pause(5);
        meddle(file);
        for (const text of ["lost", "lost, too"]) {
          await assertRejects(
            async () => await log.append(say(text)),
            Error,
            /truncated|longer|over/.test(how) ? "was changed by another program" : "was removed or replaced",
          );
        }
        assertEquals(reader.events.length, 1);
        assertEquals(told.length, 1);
      }),
  );
}

testOn(
  POSIX,
  "an open file can be neither renamed, replaced nor removed there",
  "SqliteLog goes on when its file is back",
  () =>
    inFolder(async (file) => {
      const told: string[] = [];
      {
        await using log = new SqliteLog(file, 10, (sentence) => told.push(String(sentence)));
        await log.open(listener());
        await log.append(say("un"));
        Deno.renameSync(file, `${file}.old`);
        await assertRejects(async () => await log.append(say("lost")));
        Deno.renameSync(`${file}.old`, file);
        await log.append(say("deux"));
      }
      await using log = new SqliteLog(file, 10);
      const reader = listener();
      await log.open(reader);
      assertEquals(reader.past.map(({ text }) => text), ["un", "deux"]);
      assertEquals(told.map((sentence) => sentence.split(",")[0]), [
        "messages are refused",
        "messages are kept again",
      ]);
    }),
);

Deno.test("SqliteLog notices nothing wrong in what it does itself, checkpoints included", () =>
  inFolder(async (file) => {
    const told: string[] = [];
    await using log = new SqliteLog(file, 10, (sentence) => told.push(String(sentence)));
    await log.open(listener());
    // A checkpoint comes after 4 MB
    for (let count = 0; count < 60; count++) await log.append(say("x".repeat(150_000)));
    assertEquals(told, []);
  }));

Deno.test("SqliteLog numbers messages over restarts, and says which it does not give back", () =>
  inFolder(async (file) => {
    const logs: LogNumbers[] = [];
    const seqs: (number | undefined)[][] = [];
    for (let run = 0; run < 3; run++) {
      await using log = new SqliteLog(file, 3);
      const reader = listener();
      await log.open(reader);
      logs.push(...reader.logs);
      await Promise.all([
        log.append({ type: "leave", member: "1" }),
        log.append(say("un")),
        log.append(say("deux")),
      ]);
      seqs.push([...reader.past, ...reader.events as MessageEvent[]].map(({ seq }) => seq));
    }
    const { id } = logs[0]!;
    assertEquals(logs, [0, 0, 1].map((before) => ({ id, before, hasGaps: false })));
    assertEquals(seqs, [[undefined, 1, 2], [1, 2, undefined, 3, 4], [2, 3, 4, undefined, 5, 6]]);
  }));

Deno.test("SqliteLog remembers whose session a message was, and takes files from before there were any", () =>
  inFolder(async (file) => {
    const database = new DatabaseSync(file);
    database.exec(
      "CREATE TABLE messages (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL, " +
        "name TEXT NOT NULL, text TEXT NOT NULL) STRICT; INSERT INTO messages VALUES (7, 1, 'say', 'Roger', 'old')",
    );
    database.close();
    {
      await using log = new SqliteLog(file, 10);
      await log.open(listener());
      await log.append({ ...say("new"), session: "secret", line: 4 });
    }
    await using log = new SqliteLog(file, 10);
    const reader = listener();
    await log.open(reader);
    assertEquals(reader.past.map(({ text, seq, session, line }) => [text, seq, session, line]), [
      ["old", 7, undefined, undefined],
      ["new", 8, "secret", 4],
    ]);
  }));

Deno.test("SqliteLog knows the last topic, however much has been said since", () =>
  inFolder(async (file) => {
    const opened = async (act: (log: SqliteLog) => Promise<unknown>) => {
      await using log = new SqliteLog(file, 3);
      const topics: (string | undefined)[] = [];
      const reader = listener();
      await log.open({ ...reader, remember: (_, topic) => void topics.push(topic) });
      await act(log);
      return topics[0];
    };
    const topic = (text: string): MessageEvent => ({ ...say(text), type: "topic", echo: true });
    assertEquals(
      await opened((log) => Promise.all([topic("un"), topic("deux")].map((one) => log.append(one)))),
      undefined,
    );
    const much = Array.from({ length: 10 }, (_, at) => say(`${at}`));
    assertEquals(await opened((log) => Promise.all(much.map((one) => log.append(one)))), "deux");
    assertEquals(await opened((log) => log.append(topic(""))), "deux");
    assertEquals(await opened(() => Promise.resolve()), "");
  }));
