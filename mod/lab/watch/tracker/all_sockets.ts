import { TrackedSocket } from "./open_sockets.ts";
import type { SocketText } from "../strace/endpoints.ts";
import type { SocketId } from "../watch_event.ts";

/** Every socket of the recording that is open, by its ends. */
export class AllSockets {
  readonly #counts = new Map<string, number>();
  readonly #byId = new Map<SocketId, TrackedSocket>();
  readonly #byEnds = new Map<string, TrackedSocket>();
  readonly #byInode = new Map<string, TrackedSocket>();

  /** A new socket of a program. */
  make(
    program: string,
    transport: TrackedSocket["transport"],
    text: Partial<SocketText> = {},
  ): TrackedSocket {
    const number = (this.#counts.get(program) ?? 0) + 1;
    this.#counts.set(program, number);
    const socket = new TrackedSocket(`${program}#${number}`, transport);
    this.#byId.set(socket.id, socket);
    this.learn(socket, text);
    return socket;
  }

  /** Takes what a line tells of a socket's ends, and finds its peer. @returns whether that is news */
  learn(socket: TrackedSocket, text: Partial<SocketText>): boolean {
    const old = endsOf(socket);
    const news = socket.learn(text);
    if (text.inode !== undefined) this.#byInode.set(text.inode, socket);
    if (!news) return false;
    if (this.#byEnds.get(old) === socket) this.#byEnds.delete(old);
    if (socket.transport === "udp" || socket.local === undefined) return true;
    this.#byEnds.set(endsOf(socket), socket);
    const peer = this.#peerOf(socket);
    if (peer !== undefined && peer !== socket) [socket.peer, peer.peer] = [peer, socket];
    return true;
  }

  /** The open socket with these ends, or with this number. */
  find({ local, remote, inode }: Partial<SocketText>): TrackedSocket | undefined {
    if (inode !== undefined && this.#byInode.has(inode)) return this.#byInode.get(inode);
    return local === undefined ? undefined : this.#byEnds.get(`${local} ${remote ?? ""}`);
  }

  /** Nobody has it open any more. */
  forget(socket: TrackedSocket): void {
    this.#byId.delete(socket.id);
    if (this.#byEnds.get(endsOf(socket)) === socket) this.#byEnds.delete(endsOf(socket));
    if (socket.inode !== undefined) this.#byInode.delete(socket.inode);
  }

  get isEmpty(): boolean {
    return this.#byId.size === 0;
  }

  get all(): Iterable<TrackedSocket> {
    return this.#byId.values();
  }

  /** An accepted UNIX socket has the path as its name; its peer knows it by its number. */
  #peerOf({ local, remote, transport, inode }: TrackedSocket): TrackedSocket | undefined {
    if (remote === undefined) return undefined;
    if (transport !== "unix") return this.#byEnds.get(`${remote} ${local}`);
    const peer = this.#byInode.get(/^unix:\[(\d+)\]$/.exec(remote)?.[1] ?? "");
    return peer ?? [...this.#byInode.values()].find((each) => each.remote === `unix:[${inode}]`);
  }
}

function endsOf({ local, remote }: TrackedSocket): string {
  return `${local} ${remote ?? ""}`;
}
