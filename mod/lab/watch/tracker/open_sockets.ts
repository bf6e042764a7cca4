import type { SocketText } from "../strace/endpoints.ts";
import type { SocketId, SocketState } from "../watch_event.ts";

/** A socket of a watched program. */
export class TrackedSocket {
  local: string | undefined;
  remote: string | undefined;
  /** The kernel's number, as long as that is all that is known. */
  inode: string | undefined;
  state: SocketState | undefined;
  /** The other end, when it is watched. */
  peer: TrackedSocket | undefined;
  /** How many connections may wait, of one that listens. */
  limit: number | undefined;
  /** How many descriptors of all processes stand for it. */
  references = 0;

  constructor(readonly id: SocketId, readonly transport: "tcp" | "udp" | "unix") {}

  /** Takes what a line tells of its ends. @returns whether that is news */
  learn({ local, remote, inode }: Partial<SocketText>): boolean {
    const before = `${this.local} ${this.remote}`;
    this.local = local ?? this.local;
    // a path says more than the number of the socket that has accepted there
    if (!(remote?.startsWith("unix:[") && this.remote !== undefined)) this.remote = remote ?? this.remote;
    this.inode = inode ?? this.inode;
    return `${this.local} ${this.remote}` !== before;
  }
}

interface Entry {
  readonly socket: TrackedSocket;
  /** Whether another program does not inherit it. */
  closeOnExec: boolean;
}

/** The sockets that a process has open, by their descriptors. Threads share one; a child gets a copy. */
export class DescriptorTable {
  readonly #entries = new Map<number, Entry>();

  get size(): number {
    return this.#entries.size;
  }

  get(fd: number): TrackedSocket | undefined {
    return this.#entries.get(fd)?.socket;
  }

  /** Puts a socket there. @returns one that was there before and that nobody has open any more */
  set(fd: number, socket: TrackedSocket, closeOnExec: boolean): TrackedSocket | undefined {
    socket.references++;
    const old = this.delete(fd);
    this.#entries.set(fd, { socket, closeOnExec });
    return old;
  }

  /** @returns the socket, when nobody has it open any more. */
  delete(fd: number): TrackedSocket | undefined {
    const entry = this.#entries.get(fd);
    if (entry === undefined) return undefined;
    this.#entries.delete(fd);
    return --entry.socket.references === 0 ? entry.socket : undefined;
  }

  setCloseOnExec(fd: number, closeOnExec: boolean): void {
    const entry = this.#entries.get(fd);
    if (entry !== undefined) entry.closeOnExec = closeOnExec;
  }

  /** What a child has after a fork. */
  copy(): DescriptorTable {
    const copy = new DescriptorTable();
    for (const [fd, { socket, closeOnExec }] of this.#entries) copy.set(fd, socket, closeOnExec);
    return copy;
  }

  /** Another program begins. @returns what nobody has open any more */
  exec(): TrackedSocket[] {
    return this.#close(([, { closeOnExec }]) => closeOnExec);
  }

  /** The process ends. @returns what nobody has open any more */
  closeAll(): TrackedSocket[] {
    return this.#close(() => true);
  }

  /** Those in a range are closed. @returns what nobody has open any more */
  closeRange(first: number, last: number): TrackedSocket[] {
    return this.#close(([fd]) => fd >= first && fd <= last);
  }

  #close(chosen: (entry: [number, Entry]) => boolean): TrackedSocket[] {
    return [...this.#entries].filter(chosen).flatMap(([fd]) => this.delete(fd) ?? []);
  }
}
