import { join } from "@std/path";
import type { Load } from "../_kit/load.ts";
import type { Ledger } from "../_kit/ledger.ts";
import { historyFile } from "../_kit/servers/history_file.ts";
import type { TestedServer } from "../_kit/servers/tested_server.ts";
import { ClientStream } from "../_kit/clients/client_stream.ts";
import { expect, Refused } from "../_kit/wrong_answer.ts";

const LINES = 10;

export default {
  name: "chat remembered",
  about:
    "says lines to a room with a history and reads them back; what was read back must be in the file, once, in order",
  at: "chat",
  appliesTo: (server) => server.plan.folder !== undefined,
  async converse({ server, mark, random, signal, asked, right }) {
    using stream = await ClientStream.dial(server.address("chat")!, signal);
    const name = `R${mark}`;
    await stream.write(`${name}\n`);
    while (!/^\* (Here with you|Nobody else)/.test(await stream.line())) continue;
    for (let number = 0; number < LINES; number++) {
      const text = `${mark} ${number} ${random.word(12)}`;
      await stream.write(`/all ${text}\n`);
      asked();
      expect(await ownLine(stream, name), `[${name}] ${text}`, "the speaker's own line");
      server.acknowledged.push(text);
      right();
    }
  },
  finish: async (server, ledger) => await compareWithFile(server, ledger),
} satisfies Load;

async function ownLine(stream: ClientStream, name: string): Promise<string> {
  while (true) {
    const line = await stream.line();
    if (line.startsWith(`[${name}]`)) return line;
    if (line.startsWith("* Cannot keep")) throw new Refused(line);
  }
}

/** Reads the history with SQLite itself, after the server's end. */
async function compareWithFile(server: TestedServer, ledger: Ledger): Promise<void> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(join(server.plan.folder!, historyFile));
  const rows = database.prepare("SELECT text FROM messages ORDER BY number").all();
  database.close();
  const places = new Map<string, number[]>();
  rows.forEach(({ text }, place) => places.set(String(text), [...places.get(String(text)) ?? [], place]));
  const last = new Map<string, number>();
  for (const text of server.acknowledged) {
    const found = places.get(text) ?? [];
    const speaker = text.split(" ")[0]!;
    if (found.length === 0) ledger.wrong.push(`"${text}" was read by its speaker and is not in the history`);
    else if (found.length > 1) ledger.wrong.push(`"${text}" is ${found.length} times in the history`);
    else if (found[0]! < (last.get(speaker) ?? -1)) {
      ledger.wrong.push(`"${text}" is out of order in the history`);
    }
    last.set(speaker, found[0] ?? -1);
  }
}
