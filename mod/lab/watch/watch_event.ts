import type { Text } from "../../i18n/text.ts";

/**
 * # What a recording of programs and their sockets is made of
 *
 * One of these a line, as JSON, is what `netlab lab watch --json` writes, what its page is fed, and the file that
 * opens again later. All of it is plain data. A recording begins with its `head`; the other events follow in the
 * order of `at`, which never runs backwards. Whoever reads a recording passes over types that it does not know:
 * later versions have more of them.
 */
export type WatchEvent =
  | WatchHead
  | WatchLane
  | WatchCall
  | WatchState
  | WatchQueues
  | WatchSignal
  | WatchEnd
  | WatchOutput
  | WatchAdvice
  | WatchNote;

/** Seconds since the recording began, with microseconds. */
export type Seconds = number;

/**
 * Who does something: `server` is a program's first process, `server.1234` a child of it by its number,
 * `server/1240` and `server.1234/1240` threads of the two.
 */
export type WatchedLane = string;

/**
 * A socket: `server#3` is the third that the program has made or accepted. A connection that was accepted is another
 * socket than the one that listens; what a child inherits is the same socket.
 */
export type SocketId = string;

/** The first line: what was recorded. */
export interface WatchHead {
  readonly type: "head";
  readonly version: 1;
  readonly at: 0;
  /** System calls seen by strace, bytes seen by a relay in between, or the trace of netlab's own programs. */
  readonly source: "strace" | "relay" | "netlab";
  readonly programs: readonly WatchedProgram[];
  /** When the recording began, ISO 8601. */
  readonly started: string;
}

/** A program that was started or joined. */
export interface WatchedProgram {
  readonly name: string;
  /** Its words; of a process that ran already, as far as the system tells. */
  readonly command: readonly string[];
}

/** A process or a thread appeared. */
export interface WatchLane {
  readonly type: "lane";
  readonly at: Seconds;
  readonly lane: WatchedLane;
  /** The name of its program. */
  readonly program: string;
  readonly pid: number;
  /** Of a thread that is not its process's first. */
  readonly tid?: number;
  /** Who made it. */
  readonly parent?: WatchedLane;
  /** What the program is written in, as far as its command tells. */
  readonly language?: string;
}

/**
 * A system call. It is told when it has returned; one that waits for long is told before, with `unfinished`, and once
 * more when it returns, with the same lane and `start`: the second takes the place of the first.
 */
export interface WatchCall {
  readonly type: "call";
  /** When it returned; of an unfinished one, when that was told. */
  readonly at: Seconds;
  /** When it began. */
  readonly start: Seconds;
  readonly lane: WatchedLane;
  /** Its name in the words of the sockets API: `recv`, `send`, `accept`, `poll`. */
  readonly call: string;
  /** The descriptor that it was about, or made. */
  readonly fd?: number;
  /** The socket that it was about; of `accept` the new one, of `listen` and `bind` the one that is to listen. */
  readonly socket?: SocketId;
  /** Of `accept`: the socket that listens. */
  readonly listener?: SocketId;
  /** The other end, when it is watched, too. */
  readonly peer?: SocketId;
  /** `127.0.0.1:8765`, `[::1]:8765`, `unix:/tmp/a.sock`. */
  readonly local?: string;
  readonly remote?: string;
  readonly transport?: "tcp" | "udp" | "unix";
  /** The arguments that matter, short, for people: `1024`, `SHUT_WR`, `fd 3, 4; 5 s`. */
  readonly arguments: string;
  /** How many bytes it was asked to move. */
  readonly wanted?: number;
  /** What it returned; -1 with `errno`. */
  readonly result?: number;
  /** `ECONNREFUSED`. */
  readonly errno?: string;
  /** The bytes that were moved, as base64, the first 4096 of them at most. */
  readonly data?: string;
  /** How many bytes were really moved. */
  readonly length?: number;
  /** It has not returned yet. */
  readonly unfinished?: true;
  /** Of `close`: nobody has this socket open any more, the connection ends. */
  readonly last?: true;
}

/** The states of TCP (RFC 9293 §3.3.2), and what sockets without it can be. */
export type SocketState =
  | "bound"
  | "closed"
  | "listen"
  | "syn-sent"
  | "syn-received"
  | "established"
  | "fin-wait-1"
  | "fin-wait-2"
  | "close-wait"
  | "closing"
  | "last-ack"
  | "time-wait";

/** A socket is in another state than before. */
export interface WatchState {
  readonly type: "state";
  readonly at: Seconds;
  readonly socket: SocketId;
  /** Who did what made the state another one. */
  readonly lane?: WatchedLane;
  readonly state: SocketState;
  readonly local?: string;
  readonly remote?: string;
}

/** The kernel's queues of the watched sockets, as `ss` shows them; told when they are others than before. */
export interface WatchQueues {
  readonly type: "queues";
  readonly at: Seconds;
  readonly sockets: readonly SocketQueues[];
}

/** What waits at a socket. */
export interface SocketQueues {
  /** Absent for a connection that waits to be accepted: nobody has a socket of it yet. */
  readonly socket?: SocketId;
  readonly local: string;
  readonly remote?: string;
  readonly state: SocketState;
  /** Bytes that have come and were not read. */
  readonly receive: number;
  /** Bytes that were sent and not acknowledged. */
  readonly send: number;
  /** Of one that listens: connections that wait to be accepted. */
  readonly backlog?: number;
  /** Of one that listens: how many may wait. */
  readonly limit?: number;
}

/** A signal was delivered. */
export interface WatchSignal {
  readonly type: "signal";
  readonly at: Seconds;
  readonly lane: WatchedLane;
  /** `SIGPIPE`. */
  readonly signal: string;
  /** The number of the process that sent it, where it was one. */
  readonly from?: number;
}

/** A process or a thread ended. */
export interface WatchEnd {
  readonly type: "end";
  readonly at: Seconds;
  readonly lane: WatchedLane;
  readonly code?: number;
  /** The signal that ended it. */
  readonly signal?: string;
  /** The sockets that nobody has open any more because of it. */
  readonly closes?: readonly SocketId[];
}

/** What a program wrote for its user. */
export interface WatchOutput {
  readonly type: "output";
  readonly at: Seconds;
  readonly lane: WatchedLane;
  readonly stream: "stdout" | "stderr";
  readonly text: string;
}

/** What could be done better, and what was seen of it. */
export interface WatchAdvice {
  readonly type: "advice";
  readonly at: Seconds;
  readonly lane: WatchedLane;
  readonly socket?: SocketId;
  /** Which kind it is: `short_send`. */
  readonly code: string;
  /** The event that it is about: its place in the recording, the head being 0. */
  readonly call: number;
  /** In both languages. */
  readonly message: Text;
  /** `netlab help TOPIC` says more. */
  readonly topic?: string;
}

/** What is to be known about the recording itself: lines that were not understood, a program that could not be joined. */
export interface WatchNote {
  readonly type: "note";
  readonly at: Seconds;
  readonly message: Text;
}
