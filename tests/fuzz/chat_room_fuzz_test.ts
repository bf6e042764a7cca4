import { setImmediate } from "node:timers";
import { assert, assertEquals } from "@std/assert";
import type { ChatLine, LineStyle } from "../../mod/services/chat/chat_line.ts";
import { CHAT_DEFAULTS, type ChatOptions } from "../../mod/services/chat/chat_options.ts";
import { chatSession } from "../../mod/services/chat/chat_session.ts";
import { formatLine } from "../../mod/services/chat/format_line.ts";
import { type BatchPart, LineBatch } from "../../mod/services/chat/line_batch.ts";
import { MemoryLog } from "../../mod/services/chat/log/memory_log.ts";
import { Hub } from "../../mod/services/chat/room/hub.ts";
import { Turn } from "../../mod/services/chat/room/turn.ts";
import { chatContext } from "../../mod/services/chat/service.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";
import { anyText, cutAt, fc, joined, property } from "../_kit/property.ts";

const STYLES: readonly LineStyle[] = ["text", "json", "plain", "text"];

/** Somebody who keeps the bytes that are heard in one style. */
function recorder(style: LineStyle) {
  const bytes: Uint8Array[] = [];
  return {
    /** How many lines the pieces say they are. */
    count: 0,
    text: () => new TextDecoder().decode(joined(bytes)),
    deliver(parts: readonly BatchPart[]) {
      for (const { batch, from, to } of parts) {
        const lines = batch.encode(style, from, to);
        this.count += lines?.count ?? 0;
        bytes.push(lines?.bytes ?? new Uint8Array());
      }
    },
    leave() {/* it is ended soon */},
    end() {},
    useJson() {},
  };
}

const who = () => fc.nat(STYLES.length - 1);
const step = () =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant("say" as const), who: who(), echo: fc.boolean() }) },
    fc.record({ do: fc.constantFrom("tell" as const, "enter" as const, "end" as const), who: who() }),
    fc.record({ do: fc.constant("settle" as const), who: fc.constant(0) }),
  );

property(
  "a turn is heard by everybody as if each line had been handed out by itself, to all but its speaker",
  fc.tuple(fc.array(step(), { maxLength: 40 }), fc.infiniteStream(anyText())),
  ([steps, texts]) => {
    const turn = new Turn();
    const listeners = STYLES.map(recorder);
    const wanted = STYLES.map((): string[] => []);
    const inside = new Set<number>();
    const over = new Set<number>();
    const hear = (one: number, line: ChatLine) => {
      const text = formatLine(line, STYLES[one]!);
      if (text !== undefined) wanted[one]!.push(`${text}\n`);
    };
    for (const { do: what, who, ...rest } of steps) {
      const line: ChatLine = { type: "message", from: `${who}`, text: texts.next().value, at: 0 };
      if (what === "settle") turn.settle();
      if (over.has(who)) continue;
      if (what === "enter" && !inside.has(who)) {
        turn.enter(listeners[who]!);
        inside.add(who);
      } else if (what === "tell") {
        turn.toOne(line, listeners[who]!);
        hear(who, line);
      } else if (what === "end") {
        turn.end(listeners[who]!);
        inside.delete(who);
        over.add(who);
      } else if (what === "say") {
        const isEchoed = "echo" in rest && rest.echo;
        turn.toAll(line, isEchoed ? undefined : listeners[who]!);
        for (const one of inside) if (isEchoed || one !== who) hear(one, line);
      }
    }
    turn.settle();
    const decoded = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text));
    assertEquals(listeners.map((each) => each.text()), wanted.map((lines) => decoded(lines.join(""))));
    assertEquals(listeners.map(({ count }) => count), wanted.map(({ length }) => length));
  },
);

property(
  "any part of a batch is those lines' bytes",
  fc.tuple(fc.array(anyText(), { minLength: 1 }), fc.nat(), fc.nat()),
  ([texts, one, other]) => {
    const lines = texts.map((text): ChatLine => ({ type: "note", text }));
    const [from, to] = [one % (lines.length + 1), other % (lines.length + 1)].sort((a, b) => a - b);
    const part = new LineBatch(lines).encode("text", from, to);
    const wanted = lines.slice(from, to).map((line) => `${formatLine(line, "text")}\n`);
    assertEquals(part?.bytes ?? new Uint8Array(), new TextEncoder().encode(wanted.join("")));
    assertEquals(part?.count ?? 0, wanted.length);
  },
);

/** Some rounds of the event loop, so that others come in between. */
async function rounds(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** A peer that speaks and reads at its own pace. */
class PacedConnection extends FakeConnection {
  /** Resolves when it has said everything. */
  readonly said: Promise<void>;
  readonly #said = Promise.withResolvers<void>();
  readonly #pace: () => number;
  readonly #goodbye: Promise<void>;
  #left: number;

  constructor(pieces: Uint8Array[], pace: () => number, goodbye: Promise<void>) {
    super(pieces);
    this.said = this.#said.promise;
    this.#left = joined(pieces).length;
    this.#pace = pace;
    this.#goodbye = goodbye;
  }

  override async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#left === 0) {
      this.#said.resolve();
      await this.#goodbye;
    }
    await rounds(this.#pace());
    const count = await super.read(buffer);
    this.#left -= count ?? 0;
    return count;
  }

  override async write(bytes: Uint8Array): Promise<void> {
    await rounds(this.#pace());
    await super.write(bytes);
  }
}

const speech = () =>
  fc.record({
    lines: fc.array(fc.tuple(fc.constantFrom("", "/all ", "/me "), fc.stringMatching(/^[aé😀]{1,3}$/u)), {
      maxLength: 30,
    }),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
    pace: fc.array(fc.nat(4), { minLength: 1, maxLength: 5 }),
  });

/**
 * Lets some people talk, each cut up and slow in its own way, with a watchman who never speaks and hears all.
 *
 * @returns what each has heard, and what it ought to have heard
 */
async function talk(
  people: readonly { lines: [string, string][]; cuts: number[]; pace: number[] }[],
  options: Partial<ChatOptions>,
): Promise<{ heard: string[]; due: string[] }[]> {
  await using hub = new Hub({ log: new MemoryLog(), server: "s" });
  await hub.open();
  const context = chatContext(hub, { ...CHAT_DEFAULTS, rate: 0, replay: 0, ...options });
  const reading = { ...context, options: { ...context.options, bufferLines: 1e6, bufferBytes: 1e9 } };
  const bye = Promise.withResolvers<void>();
  const last = Promise.withResolvers<void>();
  const { signal } = new AbortController();
  const watchman = new PacedConnection([new TextEncoder().encode("w\n")], () => 0, last.promise);
  const watching = chatSession(watchman, signal, reading);
  await watchman.said;
  const sessions = people.map(({ lines, cuts, pace }, i) => {
    const text = new TextEncoder().encode(
      `m${i}\n${lines.map(([verb, text]) => `${verb}${text}\n`).join("")}`,
    );
    let at = 0;
    const conn = new PacedConnection(cutAt(text, cuts), () => pace[at++ % pace.length]!, bye.promise);
    return { conn, done: chatSession(conn, signal, context) };
  });
  await Promise.all(sessions.map(({ conn }) => conn.said));
  bye.resolve();
  await Promise.all(sessions.map(({ done }) => done));
  last.resolve();
  await watching;
  const all = watchman.written.split("\n");
  return sessions.map(({ conn }, i) => {
    const heard = conn.written.split("\n").slice(2, -1); // after the question and who is there
    const due = all.slice(all.indexOf(`* m${i} joined`) + 1, all.indexOf(`* m${i} left`));
    const spoken = people[i]!.lines.filter(([verb]) => verb !== "/me ").length;
    assertEquals(due.filter((line) => line.startsWith(`[m${i}] `)).length, spoken);
    return { heard, due: withoutUnechoed(due, i, people[i]!.lines) };
  });
}

/** Without the lines of this person that only the others hear. */
function withoutUnechoed(due: string[], person: number, lines: readonly [string, string][]): string[] {
  const own = lines.values();
  return due.filter((line) => {
    if (!line.startsWith(`[m${person}] `) && !line.startsWith(`* m${person} `)) return true;
    return own.next().value![0] !== "";
  });
}

property(
  "everybody hears everything but its own lines, in one order, however they speak and read",
  fc.array(speech(), { minLength: 1, maxLength: 4 }),
  async (people) => {
    for (const { heard, due } of await talk(people, { bufferLines: 1e6, bufferBytes: 1e9 })) {
      assertEquals(heard, due);
    }
  },
  { runs: 60 },
);

property(
  "who reads too slowly hears the others in their order, with the number of lines missed in their place",
  fc.tuple(fc.array(speech(), { minLength: 2, maxLength: 4 }), fc.integer({ min: 1, max: 6 })),
  async ([people, bufferLines]) => {
    for (const { heard, due } of await talk(people, { bufferLines, bufferBytes: 60 })) {
      let at = 0;
      for (const line of heard) {
        const [, missed] = /^\* You missed (\d+) lines?$/.exec(line) ?? [];
        if (missed === undefined) assertEquals(line, due[at++]);
        else at += Number(missed);
      }
      assert(at === due.length, `${at} of ${due.length} lines are accounted for`);
    }
  },
  { runs: 60 },
);
