import { setImmediate } from "node:timers";
import { assert, assertEquals } from "@std/assert";
import { CHAT_DEFAULTS } from "../../mod/services/chat/chat_options.ts";
import type { ChatEvent } from "../../mod/services/chat/chat_event.ts";
import { chatLines } from "../../mod/services/chat/chat_lines.ts";
import { type ChatContext, chatSession } from "../../mod/services/chat/chat_session.ts";
import { Membership } from "../../mod/services/chat/client/membership.ts";
import { readRoomLine } from "../../mod/services/chat/client/read_room_line.ts";
import type { EventLog, EventLogReader } from "../../mod/services/chat/log/event_log.ts";
import { MemoryLog } from "../../mod/services/chat/log/memory_log.ts";
import { Hub } from "../../mod/services/chat/room/hub.ts";
import { chatContext } from "../../mod/services/chat/service.ts";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { type Cut, CutLink, type LinkEnd } from "../_kit/net/cut_link.ts";
import { FakeClock } from "../_kit/fake_clock.ts";
import { fc, property } from "../_kit/property.ts";

/** A log that takes a while, as a disk does, and keeps the order. */
class LateLog implements EventLog {
  readonly window = 8;
  readonly #inner = new MemoryLog();
  #last = Promise.resolve();

  open(reader: EventLogReader): Promise<void> {
    return this.#inner.open(reader);
  }

  append(event: ChatEvent): Promise<void> {
    return this.#last = this.#last.then(() => rounds(2)).then(() => this.#inner.append(event));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#inner[Symbol.asyncDispose]();
  }
}

/** Some rounds of the event loop, so that others come in between. */
async function rounds(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Somebody who says lines through connections that are cut, and believes what the room says of them. */
class Speaker {
  readonly membership = new Membership("0123456789abcdef");
  readonly said: string[] = [];
  readonly unsaid: string[] = [];
  /** What others said, as it was read. */
  readonly heard: string[] = [];
  readonly #lines: string[];
  readonly #pace: () => number;

  constructor(lines: readonly string[], pace: () => number) {
    this.#lines = [...lines];
    this.#pace = pace;
  }

  get isDone(): boolean {
    return this.#lines.length === 0 && this.membership.open.length === 0;
  }

  /** Goes on until everything has been said, or the wire is cut. */
  async visit(end: LinkEnd): Promise<void> {
    const reader = new FrameReader(end, chatLines({ limit: 65_536 }));
    const encoder = new TextEncoder();
    let speaking: Promise<void> | undefined;
    try {
      assert((await reader.next())!.frame.type === "line");
      await end.write(encoder.encode(`${this.membership.introduction("Ginette", "/json")}\n`));
      for await (const input of reader) {
        if (input.type !== "line") continue;
        const line = readRoomLine(input.text);
        assert(line !== undefined, input.text);
        for (const news of this.membership.hears(line)) this.#note(news);
        if (this.membership.isIn) speaking ??= this.#speak(end).catch(() => {/* reading notices, too */});
        if (this.isDone) break;
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
    } finally {
      this.membership.breaks();
      end.close();
      await speaking;
    }
  }

  async #speak(end: LinkEnd): Promise<void> {
    while (this.#lines.length > 0) {
      const together = this.#lines.splice(0, 1 + this.#pace());
      for (const line of together) this.membership.sends(line);
      await end.write(new TextEncoder().encode(together.map((line) => `${line}\n`).join("")));
      await rounds(this.#pace());
    }
  }

  #note(news: ReturnType<Membership["hears"]>[number]): void {
    if (news.do === "said") this.said.push(news.text);
    else if (news.do === "refused") this.unsaid.push(news.text);
    else if (news.do === "lost") {
      assert(news.isCertain);
      this.unsaid.push(...news.texts);
    } else if (news.do === "show" && news.line.type === "message" && news.line.from === "Roger") {
      this.heard.push(news.line.text);
    } else assert(news.do === "show", news.do);
  }
}

/** Takes up one visit after the other, the last over a wire that holds; returns the ends of all sessions. */
async function comeAndGo(speaker: Speaker, cuts: readonly Cut[], context: ChatContext): Promise<void> {
  const { signal } = new AbortController();
  const links: CutLink[] = [];
  const sessions: Promise<void>[] = [];
  for (const cut of [...cuts, { after: Infinity, isSilent: false }]) {
    if (speaker.isDone) break;
    const link = new CutLink(cut);
    links.push(link);
    sessions.push(chatSession(link.ends[1], signal, context).catch(() => {/* its wire was cut */}));
    await speaker.visit(link.ends[0]);
  }
  links.forEach((link) => link.bury());
  await Promise.all(sessions);
}

const cut = () => fc.record({ after: fc.nat(3000), isSilent: fc.boolean() });

for (const [kind, newLog] of [["at once", () => new MemoryLog()], ["late", () => new LateLog()]] as const) {
  property(
    `every line is in the room once or told as unsaid, wherever connections are cut, with a log that stores ${kind}`,
    fc.record({
      count: fc.nat(60),
      cuts: fc.array(cut(), { maxLength: 6 }),
      pace: fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }),
    }),
    async ({ count, cuts, pace }) => {
      using clock = new FakeClock();
      const hub = new Hub({ log: newLog(), server: "s" });
      await hub.open();
      const context = chatContext(hub, { ...CHAT_DEFAULTS, rate: 0, replay: 0 });
      const roger = { deliver() {}, leave() {}, end() {}, useJson() {} };
      const member = (await hub.enter(roger, "Roger", 0))!;
      const lines = Array.from({ length: count }, (_, i) => i % 7 === 3 ? `/hlep ${i}` : `line ${i}`);
      let at = 0;
      const speaker = new Speaker(lines, () => pace[at++ % pace.length]!);
      const coming = comeAndGo(speaker, cuts, context);
      let isOver = false;
      coming.finally(() => isOver = true).catch(() => {/* it is awaited below */});
      const others: string[] = [];
      for (let i = 0; !isOver; i++) {
        if (i < 40) {
          others.push(`other ${i}`);
          await hub.append({ type: "say", member, name: "Roger", text: `other ${i}`, at: 0, echo: false });
        } else await clock.tick(1000); // sessions that nobody reads end by their limits
        await rounds(3);
      }
      await coming;
      const inRoom = hub.room.history(1000).flatMap((line) =>
        line.type === "message" && line.from === "Ginette" ? [line.text] : []
      );
      const unsaid = new Set(speaker.unsaid);
      assertEquals(inRoom, lines.filter((line) => !unsaid.has(line) && !line.startsWith("/")));
      assertEquals(speaker.unsaid.length, unsaid.size);
      assertEquals(speaker.said.filter((line) => unsaid.has(line)), []);
      // Each line of another is read once, in order, from the first one that was read on
      const first = others.indexOf(speaker.heard[0] ?? "");
      assertEquals(speaker.heard, first < 0 ? [] : others.slice(first, first + speaker.heard.length));
    },
  );
}
