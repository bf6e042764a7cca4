import { setImmediate } from "node:timers";
import { assert, assertEquals } from "@std/assert";
import { nicknameKey } from "../../../../mod/services/chat/room/nickname.ts";
import { SimulatedStream } from "../../../_kit/chat/simulated_bus.ts";
import {
  type SimulatedClock,
  SimulatedPerson,
  SimulatedServer,
} from "../../../_kit/chat/simulated_server.ts";
import { fc, property } from "../../../_kit/property.ts";

/** Several servers on one stream, and everything that may happen to them. */
class Town implements AsyncDisposable {
  readonly clock: SimulatedClock = { ms: 0 };
  readonly stream: SimulatedStream;
  readonly servers: SimulatedServer[] = [];
  readonly people: SimulatedPerson[] = [];
  #said = 0;

  constructor(kept = 0) {
    this.stream = new SimulatedStream(kept, () => this.clock.ms);
  }

  start(): SimulatedServer {
    const server = new SimulatedServer(`s${this.servers.length}`, this.stream, this.clock);
    this.servers.push(server);
    return server;
  }

  enter(server: SimulatedServer, name: string): SimulatedPerson {
    const person = new SimulatedPerson(server, name);
    this.people.push(person);
    return person;
  }

  say(person: SimulatedPerson): string {
    const text = `line ${++this.#said}.`;
    person.say(text);
    return text;
  }

  get alive(): SimulatedServer[] {
    return this.servers.filter(({ isDead }) => !isDead);
  }

  /** Lets everything arrive that can. */
  async settle(): Promise<void> {
    for (let isMoving = true; isMoving;) {
      await turn();
      isMoving = false;
      for (const server of this.servers) {
        for (const direction of ["up", "down"] as const) {
          if (server.flow(direction)) isMoving = true;
        }
      }
    }
  }

  async pass(seconds: number): Promise<void> {
    for (let i = 0; i < seconds; i++) {
      this.clock.ms += 1000;
      for (const server of this.servers) server.tick();
      await this.settle();
    }
  }

  /** Ends all trouble, and waits until all have got over it. */
  async heal(): Promise<void> {
    for (const server of this.servers) {
      server.isFrozen = false;
      server.bus.isCut = false;
    }
    for (const server of this.servers) while (server.flow("late"));
    await this.pass(30);
  }

  /** Everybody who should be in the list, by their numbers. */
  get present(): string[] {
    return this.people.filter(({ server, member, hasLeft }) =>
      !server.isDead && member !== undefined && !hasLeft
    )
      .map(({ member }) => member!).sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.servers) await server[Symbol.asyncDispose]();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const messages = ({ hub }: SimulatedServer) =>
  hub.room.history(1000).flatMap((line) => line.type === "message" ? [line] : []);

/** What holds when all is over, whatever has happened. */
function assertOneRoom(town: Town): void {
  const [first, ...others] = town.alive.map(({ hub }) => hub.room);
  const names = first!.names.map(nicknameKey);
  assertEquals(names.length, new Set(names).size, "no name twice");
  assertEquals(first!.members.map(({ member }) => member).sort(), town.present, "everybody and nobody else");
  for (const { members } of others) assertEquals(members, first!.members, "the same list");
  for (const { member, names } of town.people) {
    if (!town.present.includes(member ?? "")) continue;
    assertEquals(names!.toSorted(), first!.names.toSorted(), "the list that one has heard");
  }
  for (const server of town.alive) {
    const said = messages(server).map(({ text }) => text);
    assertEquals(said.length, new Set(said).size, "no line twice");
    for (const { heard } of town.people.filter((person) => person.server === server)) {
      const lines = heard.flatMap((line) => line.type === "message" ? [line.text] : []);
      assertEquals(lines, said.filter((text) => lines.includes(text)), "heard once, in order, and kept");
    }
  }
}

/** What holds besides when the stream has kept everything. */
function assertOneLog(town: Town): void {
  const [log, ...others] = town.alive.map(messages);
  for (const other of others) assertEquals(other, log, "the same log");
  const said = log!.map(({ text }) => text);
  for (const { placed, heard } of town.people) {
    for (const text of placed) assert(said.includes(text), `lost: ${text}`);
    assertEquals(said.filter((text) => placed.includes(text)), placed, "everybody's lines in order");
    const lines = heard.flatMap((line) => line.type === "message" ? [line.text] : []);
    assertEquals(lines, said.filter((text) => lines.includes(text)), "what the dead have heard counts, too");
  }
}

const NAMES = ["Ginette", "ginette", "Roger", "Ginette2", "Zoé"];

const STEPS = {
  ...{ cut: 3, heal: 3, freeze: 2, thaw: 2, break: 2, late: 2, forget: 1, kill: 1, start: 1 },
  ...{ second: 2, seconds: 4, enter: 8, leave: 1, rename: 3, say: 9, kick: 1 },
};

interface Step {
  do: keyof typeof STEPS;
  server: number;
  person: number;
  name: string;
  /** What moves afterwards, and not everything does. */
  flows: number[];
}

const step = (): fc.Arbitrary<Step> =>
  fc.record({
    do: fc.constantFrom(...Object.entries(STEPS).flatMap(([name, often]) => Array(often).fill(name))),
    server: fc.nat(3),
    person: fc.nat(9),
    name: fc.constantFrom(...NAMES),
    flows: fc.array(fc.nat(7), { maxLength: 12 }),
  });

/** The steps in some of which things arrive, and not always at once. */
async function play(town: Town, steps: readonly Step[]): Promise<void> {
  town.start();
  town.start();
  await town.pass(2);
  for (const { do: what, flows, ...at } of steps) {
    const server = town.servers[at.server % town.servers.length]!;
    const person = town.people[at.person % Math.max(1, town.people.length)];
    if (what === "cut") server.bus.isCut = true;
    if (what === "heal") server.bus.isCut = false;
    if (what === "freeze") server.isFrozen = true;
    if (what === "thaw") server.isFrozen = false;
    if (what === "break") server.bus.disconnect(at.person % 2 === 0);
    if (what === "kill" && town.alive.length > 1) server.kill(at.person % 2 === 0);
    if (what === "start" && town.servers.length < 5) town.start();
    if (what === "second") await town.pass(1);
    if (what === "seconds") await town.pass(7);
    if (what === "enter" && server.isOpen && server.runs) town.enter(server, at.name);
    if (what === "leave") person?.quit();
    if (what === "rename") person?.rename(at.name);
    if (what === "say" && person) town.say(person);
    if (what === "forget") town.stream.forget();
    if (what === "late") server.flow("late");
    if (what === "kick" && server.isOpen && server.runs) kick(server, at.name);
    for (const each of flows) {
      await turn();
      town.servers[(each >> 1) % town.servers.length]!.flow(each % 2 === 0 ? "up" : "down");
    }
    await turn();
  }
  await town.heal();
}

function kick({ hub }: SimulatedServer, name: string): void {
  const owner = hub.room.ownerOf(name);
  if (owner !== undefined) Promise.resolve(hub.leave(owner, "console")).catch(() => {/* closing */});
}

const steps = () => fc.array(step(), { maxLength: 80, size: "max" });

property(
  "SharedLog makes one room of servers that were cut off, stood still, crashed and came, in any order",
  steps(),
  async (steps) => {
    await using town = new Town();
    await play(town, steps);
    assertOneRoom(town);
    assertOneLog(town);
  },
);

property(
  "SharedLog makes one room of servers that could not read everything, for the stream keeps little",
  fc.tuple(steps(), fc.integer({ min: 4, max: 20 })),
  async ([steps, kept]) => {
    await using town = new Town(kept);
    // Who has not read everything has to trust that the stream stores nothing twice
    await play(town, steps.filter((each) => each.do !== "forget"));
    assertOneRoom(town);
  },
);
