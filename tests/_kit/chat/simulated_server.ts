import type { ChatLine } from "../../../mod/services/chat/chat_line.ts";
import { type BatchPart, linesOf } from "../../../mod/services/chat/line_batch.ts";
import { SharedLog } from "../../../mod/services/chat/log/shared_log.ts";
import { Hub } from "../../../mod/services/chat/room/hub.ts";
import type { Subscriber } from "../../../mod/services/chat/room/subscriber.ts";
import { SimulatedBus, type SimulatedStream } from "./simulated_bus.ts";

/** A clock that goes on when it is told to. */
export interface SimulatedClock {
  ms: number;
}

/** A chat server with a simulated line to its bus. */
export class SimulatedServer {
  readonly hub: Hub;
  readonly bus: SimulatedBus;
  readonly people: SimulatedPerson[] = [];
  isFrozen = false;
  isDead = false;
  isOpen = false;
  readonly #calls: (() => void)[] = [];

  constructor(readonly mark: string, stream: SimulatedStream, clock: SimulatedClock) {
    let bus: SimulatedBus | undefined;
    const log = new SharedLog({
      shown: "bus",
      server: mark,
      signal: new AbortController().signal,
      log() {/* nobody runs it */},
      clock: {
        now: () => clock.ms,
        every: (_, act) => {
          this.#calls.push(act);
          return () => this.#calls.splice(0);
        },
      },
    }, (listener) => bus = new SimulatedBus(stream, listener));
    this.bus = bus!;
    this.hub = new Hub({ log, server: mark });
    this.hub.open().then(() => this.isOpen = true);
  }

  /** Whether it does anything. */
  get runs(): boolean {
    return !this.isFrozen && !this.isDead;
  }

  /** Lets a second pass. */
  tick(): void {
    if (!this.runs) return;
    this.bus.connect();
    for (const act of [...this.#calls]) act();
  }

  /** Lets something arrive at either end of its line. */
  flow(direction: "up" | "down" | "late"): boolean {
    if (direction === "down" && !this.runs) return false;
    return this.bus.flow(direction);
  }

  /** Ends as by `kill -9`. @param isLate whether what it has sent last still arrives */
  kill(isLate: boolean): void {
    this.isDead = true;
    this.bus.disconnect(isLate);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.bus.there = false;
    await this.hub[Symbol.asyncDispose]();
  }
}

/** Somebody at a server, who says one line after the other and keeps what is heard. */
export class SimulatedPerson implements Subscriber {
  /** The lines that have their place. */
  readonly placed: string[] = [];
  readonly heard: ChatLine[] = [];
  /** The names that somebody thinks are here who has heard only this. */
  names: string[] | undefined;
  member: string | undefined;
  hasLeft = false;
  #doing: Promise<void>;

  constructor(readonly server: SimulatedServer, name: string) {
    this.#doing = this.#enter(name);
  }

  /** Does something after what was begun before; rejects with nothing. */
  do(act: (member: string) => void | Promise<void>): void {
    this.#doing = this.#doing.then(async () => {
      if (this.member !== undefined && !this.hasLeft) await act(this.member);
    }).catch(() => {/* its server is closing */});
  }

  say(text: string): void {
    this.do(async (member) => {
      const name = this.server.hub.room.nameOf(member) ?? "";
      await this.server.hub.append({ type: "say", member, name, text, at: 0, echo: true });
      this.placed.push(text);
    });
  }

  rename(name: string): void {
    this.do((member) => this.server.hub.append({ type: "nick", member, name }));
  }

  quit(): void {
    this.do((member) => this.server.hub.leave(member));
  }

  deliver(parts: readonly BatchPart[]): void {
    for (const line of linesOf(parts)) this.#hear(line);
  }

  leaveRoom(): void {}
  leave(): void {/* it ends */}

  end(): void {
    this.hasLeft = true;
  }

  useJson(): void {/* it reads the lines themselves */}

  async #enter(name: string): Promise<void> {
    this.member = await this.server.hub.enter(this, name, 0).catch(() => undefined);
  }

  #hear(line: ChatLine): void {
    this.heard.push(line);
    if (line.type === "welcome") this.names = [...line.others, line.you];
    const names = this.names ?? [];
    const without = (gone: string) => {
      const at = names.indexOf(gone);
      if (at < 0) throw new Error(`${gone} goes, and was not there: ${JSON.stringify(this.heard)}`);
      names.splice(at, 1);
    };
    if (line.type === "joined") names.push(line.name);
    if (line.type === "left" || line.type === "kicked") without(line.name);
    if (line.type === "renamed") {
      without(line.from);
      names.push(line.to);
    }
    if (line.type === "unreachable") line.names.forEach(without);
    if (line.type === "reachable") names.push(...line.names);
  }
}
