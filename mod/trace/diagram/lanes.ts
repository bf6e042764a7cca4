import { direction, isDatagram, listensAt, opposite } from "./find_causes.ts";
import type { TraceRecord } from "./trace_record.ts";

/** A vertical line: a program, or a peer that was not traced. */
export interface Lane {
  readonly name: string;
  /** Whether its own events are known; a peer that wrote no trace only receives arrows. */
  readonly traced: boolean;
  /** The one address of its sockets, if they have only one; `UDP` for a peer that sent datagrams. */
  readonly note?: string;
}

/**
 * Lanes are the roles in order of appearance, then the addresses of peers that wrote no trace; but the peers
 * on a relay's two sides stand left and right of it.
 */
export class Lanes {
  readonly all: Lane[] = [];
  readonly #places = new Map<string, number>();
  /** By direction, who it is that has a socket with these two addresses. */
  readonly #owners: ReadonlyMap<string, string>;
  readonly #listening: readonly TraceRecord[];

  constructor(records: readonly TraceRecord[]) {
    this.#owners = new Map(
      records.filter(({ remote }) => remote !== undefined).map((each) => [direction(each), ownName(each)]),
    );
    this.#listening = records.filter(({ event }) => event === "listen");
    const strangers = records.filter((each) => each.remote !== undefined && this.#known(each) === undefined);
    const beside = Map.groupBy(strangers, (each) => `${ownName(each)} ${each.side}`);
    for (const [name, all] of Map.groupBy(records, ownName)) {
      beside.get(`${name} left`)?.forEach((each) => this.#addStranger(each));
      this.#add(name, { name, traced: true, ...addressOf(all) });
      beside.get(`${name} right`)?.forEach((each) => this.#addStranger(each));
    }
    for (const record of strangers) this.#addStranger(record);
  }

  /** The lane of the program that told an event. */
  of(record: TraceRecord): number {
    return this.#places.get(ownName(record))!;
  }

  /** The lane of the other side of an event's connection, if there is another side. */
  peerOf(record: TraceRecord): number | undefined {
    return record.remote === undefined
      ? undefined
      : this.#places.get(this.#known(record) ?? strangerKey(record));
  }

  /** The name of the peer, if it wrote a trace, or listens in one. */
  #known(record: TraceRecord): string | undefined {
    const owner = this.#owners.get(opposite(record));
    if (owner !== undefined) return owner;
    const listener = this.#listening.find((each) => listensAt(each, record.remote));
    return listener === undefined ? undefined : ownName(listener);
  }

  #addStranger(record: TraceRecord): void {
    const note = isDatagram(record) ? { note: "UDP" } : {};
    this.#add(strangerKey(record), { name: record.remote!, traced: false, ...note });
  }

  #add(key: string, lane: Lane): void {
    if (this.#places.has(key)) return;
    this.#places.set(key, this.all.length);
    this.all.push(lane);
  }
}

/** An address is the same peer to everybody; a file or a program without one is each program's own. */
function strangerKey(record: TraceRecord): string {
  return record.local === undefined ? `${ownName(record)} ${record.remote}` : record.remote!;
}

function ownName({ role }: TraceRecord): string {
  return role ?? "netlab";
}

/** The only address of a program's sockets: the one it listens on, or else the one it connects from. */
function addressOf(records: readonly TraceRecord[]): { note?: string } {
  const listening = records.filter(({ event }) => event === "listen");
  const own = listening.length > 0 ? listening : records;
  const addresses = new Set(own.flatMap(({ local }) => local ?? []));
  return addresses.size === 1 ? { note: [...addresses][0]! } : {};
}
