import { addressOf, numberedUnixName, parseSocketText } from "../strace/endpoints.ts";
import type { FinishedCall } from "../strace/line.ts";
import type { StraceValue } from "../strace/values.ts";
import { isUnderWay } from "../../../net/errors/failed_call.ts";
import type { SocketState, WatchCall, WatchedLane, WatchEvent } from "../watch_event.ts";
import type { AllSockets } from "./all_sockets.ts";
import {
  apiName,
  argumentsOf,
  type CallInput,
  descriptorOf,
  descriptorsIn,
  fieldOf,
  movedBytes,
  movedLength,
  namedAddress,
  numberOf,
  wantedOf,
  wayOf,
  wordOf,
} from "./call_words.ts";
import { stateAfter } from "./socket_states.ts";
import type { TrackedSocket } from "./open_sockets.ts";
import type { TrackedProcess, TrackedTask } from "./tasks.ts";

/** What a call was, without who made it and when, and without the bytes that it moved. */
export type CallFacts = Omit<WatchCall, "type" | "at" | "start" | "lane" | "data">;
type MovedFacts = Partial<CallFacts> & { readonly data?: Uint8Array };

/** Which sockets calls are about, and what becomes of these. */
export class SocketCalls {
  readonly #sockets: AllSockets;
  readonly #emit: (event: WatchEvent) => void;

  constructor(sockets: AllSockets, emit: (event: WatchEvent) => void) {
    this.#sockets = sockets;
    this.#emit = emit;
  }

  /** A call has begun: one that connects is on its way. */
  begin(task: TrackedTask, call: CallInput, at: number): void {
    if (call.name !== "connect") return;
    const socket = this.#socketOf(task, call.values[0]);
    if (socket === undefined) return;
    this.#learnNamed(socket, call);
    if (socket.transport === "tcp") this.#become(socket, "syn-sent", task.lane, at);
  }

  /** What a call that has not returned is about; undefined when nobody wants to know. */
  waiting(task: TrackedTask, call: CallInput): CallFacts | undefined {
    const name = apiName(call);
    const about = this.#about(task, name, call);
    return about && { call: name, ...about, arguments: argumentsOf(call) };
  }

  /** What a call that has returned was; undefined when it is no socket's and nobody wants to know. */
  call(
    task: TrackedTask,
    call: FinishedCall,
    at: number,
  ): (CallFacts & { readonly data?: Uint8Array }) | undefined {
    const name = apiName(call);
    if (this.#output(task, call, at)) return undefined;
    const made = this.#made(task, name, call);
    const about = made ?? this.#about(task, name, call);
    if (about === undefined || UNTOLD.has(name)) return undefined;
    const socket = about.socket === undefined ? undefined : this.#current(task, name, call);
    if (socket !== undefined) this.#learnNamed(socket, call);
    if (socket !== undefined && isLookUp(socket, name)) return undefined;
    return {
      call: name,
      ...about,
      ...(socket === undefined ? {} : endsAndPeer(socket)),
      ...this.#moved(name, call, socket),
      arguments: argumentsOf(call),
      ...(name === "close" && socket?.references === 1 ? { last: true as const } : {}),
    };
  }

  /** What the call changes, once it is told. */
  after(task: TrackedTask, call: FinishedCall, at: number): void {
    const name = apiName(call);
    const { table } = task.process;
    const [first] = call.values;
    const fd = descriptorOf(first) ?? -1;
    const failed = call.errno !== undefined;
    const socket = this.#current(task, name, call);
    if (socket !== undefined && name !== "close") {
      const next = stateAfter(socket, name, call);
      if (next !== undefined) this.#become(socket, next, task.lane, at);
    }
    switch (name) {
      case "close":
        return this.#gone([table.delete(fd)], task.lane, at);
      case "close_range":
        if (/CLOEXEC/.test(wordOf(call.values[2])) || failed) return;
        return this.#gone(table.closeRange(fd, numberOf(call.values[1]) ?? Infinity), task.lane, at);
      case "dup":
      case "dup2":
      case "dup3":
      case "fcntl":
        return this.#duplicate(task, name, call, at);
      case "ioctl":
        return table.setCloseOnExec(fd, wordOf(call.values[1]) === "FIOCLEX");
      case "listen":
        if (!failed && socket !== undefined) socket.limit = numberOf(call.values[1]);
    }
  }

  /** The kernel's tables tell more of a socket than its calls did. */
  learn(socket: TrackedSocket, { local, remote }: { local: string; remote?: string }, at: number): void {
    this.#sockets.learn(socket, { local, ...(remote === undefined ? {} : { remote }) });
    if (socket.state !== undefined) this.#tellState(socket, at);
  }

  /** Another program begins in a process. */
  exec({ lane, process }: TrackedTask, at: number): void {
    this.#gone(process.table.exec(), lane, at);
  }

  /** A process has ended. @returns the sockets that nobody has open any more */
  closeAll(process: TrackedProcess): TrackedSocket[] {
    return process.table.closeAll();
  }

  /** Nobody has a socket open any more. */
  closed(socket: TrackedSocket, lane: WatchedLane, at: number): void {
    this.#become(socket, stateAfter(socket, "close", { name: "close", values: [] }) ?? "closed", lane, at);
    this.#sockets.forget(socket);
  }

  /** Sockets that a call makes: they stand under their descriptors from now on. */
  #made(
    task: TrackedTask,
    name: string,
    { values, result = -1, made }: FinishedCall,
  ): Partial<CallFacts> | undefined {
    const { table, program } = task.process;
    if (name === "socketpair" && result === 0 && values[3]?.kind === "list") {
      const pair = values[3].items.flatMap((each) => this.#socketOf(task, each) ?? []);
      return pair[0] === undefined ? undefined : { socket: pair[0].id };
    }
    if ((name !== "socket" && name !== "accept") || result < 0) return undefined;
    const flags = name === "socket" ? wordOf(values[1]) : wordOf(values[3]);
    const text = made === undefined ? undefined : parseSocketText(made);
    const transport = text === undefined || text.transport === "other"
      ? name === "socket" ? transportOf(values) : this.#socketOf(task, values[0])?.transport
      : text.transport;
    if (transport === undefined) return undefined;
    const socket = this.#sockets.make(program, transport, text);
    const old = table.set(result, socket, flags.includes("CLOEXEC"));
    if (old !== undefined) this.#sockets.forget(old);
    if (name === "socket") return { socket: socket.id, fd: result };
    const listener = this.#socketOf(task, values[0]);
    this.#sockets.learn(socket, {
      ...(socket.local === undefined && listener?.local !== undefined ? { local: listener.local } : {}),
      ...(socket.remote === undefined ? { remote: addressOf(values[1]) ?? "" } : {}),
    });
    return { socket: socket.id, fd: result, ...(listener === undefined ? {} : { listener: listener.id }) };
  }

  /** The socket that a call is about, or the one that it has made. */
  #current(
    task: TrackedTask,
    name: string,
    { values, result, errno }: FinishedCall,
  ): TrackedSocket | undefined {
    if ((name === "socket" || name === "accept") && errno === undefined) {
      return task.process.table.get(result ?? -1);
    }
    return ABOUT_NONE.has(name) ? undefined : this.#socketOf(task, values[0]);
  }

  #about(task: TrackedTask, name: string, { values }: CallInput): Partial<CallFacts> | undefined {
    if (name === "wait" || WAITS.has(name)) {
      if (name === "wait") return {};
      const fds = name === "poll" ? polledDescriptors(values[0]) : values.slice(1, 3).flatMap(descriptorsIn);
      const known = name === "epoll_wait" || fds.length === 0 ||
        fds.some((fd) => task.process.table.get(fd) !== undefined);
      return known ? {} : undefined;
    }
    const fd = descriptorOf(values[0]);
    const socket = this.#socketOf(task, values[0]);
    if (socket === undefined || fd === undefined) return name === "read" && fd === 0 ? { fd } : undefined;
    const own = name === "accept" ? { listener: socket.id, socket: socket.id } : { socket: socket.id };
    return { fd, ...own, ...endsAndPeer(socket), transport: socket.transport };
  }

  /** The socket of a descriptor, as the table has it, corrected by what strace has seen itself. */
  #socketOf({ process }: TrackedTask, value: StraceValue | undefined): TrackedSocket | undefined {
    const fd = descriptorOf(value);
    if (fd === undefined) return undefined;
    const known = process.table.get(fd);
    if (value?.kind !== "fd") return known;
    const text = parseSocketText(value.is);
    if (text === undefined || text.transport === "other") return text === undefined ? undefined : known;
    const { transport, ...ends } = text;
    if (known !== undefined && known.transport === transport && !isAnother(known, ends)) {
      this.#sockets.learn(known, ends);
      return known;
    }
    // opened before the recording, or handed over by another process
    const there = this.#sockets.find(ends);
    const socket = there?.transport === transport
      ? there
      : this.#sockets.make(process.program, transport, ends);
    if (socket !== there && ends.remote !== undefined) socket.state = "established";
    const old = process.table.set(fd, socket, false);
    if (old !== undefined) this.#sockets.forget(old);
    return socket;
  }

  #learnNamed(socket: TrackedSocket, call: FinishedCall | CallInput): void {
    const address = addressOf(call.values[1]);
    const failed = "errno" in call && call.errno !== undefined && !isUnderWay(call.errno);
    if (call.name === "connect" && address !== undefined) {
      this.#sockets.learn(socket, { remote: address });
      if (socket.transport === "unix" && !failed && socket.inode !== undefined) {
        this.#sockets.learn(socket, { local: numberedUnixName(socket.inode) });
      }
    } else if (call.name === "bind" && address !== undefined && !failed && !address.endsWith(":0")) {
      this.#sockets.learn(socket, { local: address });
    }
  }

  #moved(name: string, call: FinishedCall, socket: TrackedSocket | undefined): MovedFacts {
    const wanted = wantedOf(call);
    const way = wayOf(name);
    if (way === undefined || socket === undefined) return {};
    const asked = wanted === undefined ? {} : { wanted };
    if (call.errno !== undefined || call.result === undefined || call.result < 0) return asked;
    const length = movedLength(call, call.result);
    const remote = socket.transport === "udp" ? namedAddress(call) : undefined;
    return { ...asked, length, data: movedBytes(call, length), ...(remote === undefined ? {} : { remote }) };
  }

  /** What a program writes for its user. */
  #output({ lane, process, told }: TrackedTask, call: FinishedCall, at: number): boolean {
    if (call.name !== "write" && call.name !== "writev") return false;
    const fd = descriptorOf(call.values[0]);
    if ((fd !== 1 && fd !== 2) || process.table.get(fd) !== undefined || call.values[0]?.kind === "fd") {
      return false;
    }
    const text = new TextDecoder().decode(movedBytes(call, Math.max(0, call.result ?? 0)));
    if (text !== "" && told) {
      this.#emit({ type: "output", at, lane, stream: fd === 1 ? "stdout" : "stderr", text });
    }
    return true;
  }

  #duplicate(task: TrackedTask, name: string, { values, result = -1 }: FinishedCall, at: number): void {
    const { table } = task.process;
    const command = wordOf(values[1]);
    if (name === "fcntl" && command === "F_SETFD") {
      return table.setCloseOnExec(descriptorOf(values[0]) ?? -1, /FD_CLOEXEC/.test(wordOf(values[2])));
    }
    if (result < 0 || (name === "fcntl" && !command.startsWith("F_DUPFD"))) return;
    const source = descriptorOf(values[0]);
    const socket = this.#socketOf(task, values[0]);
    if (socket === undefined) return this.#gone([table.delete(result)], task.lane, at);
    if (source === result) return;
    const closeOnExec = command === "F_DUPFD_CLOEXEC" || /CLOEXEC/.test(wordOf(values[2]));
    this.#gone([table.set(result, socket, closeOnExec)], task.lane, at);
  }

  #gone(sockets: readonly (TrackedSocket | undefined)[], lane: WatchedLane, at: number): void {
    for (const socket of sockets) if (socket !== undefined) this.closed(socket, lane, at);
  }

  #become(socket: TrackedSocket, state: SocketState, lane: WatchedLane, at: number): void {
    if (socket.state === state) return;
    socket.state = state;
    this.#tellState(socket, at, lane);
  }

  #tellState({ id, local, remote, state }: TrackedSocket, at: number, lane?: WatchedLane): void {
    if (remote === NAMES) return;
    this.#emit({
      type: "state",
      at,
      socket: id,
      ...(lane === undefined ? {} : { lane }),
      state: state!,
      ...(local === undefined ? {} : { local }),
      ...(remote === undefined ? {} : { remote }),
    });
  }
}

/** Where the C library asks a daemon for names, which hardly any machine has: nothing that a program does itself. */
const NAMES = "unix:/var/run/nscd/socket";

/** Whether a call belongs to such a question; that a UNIX socket is made says nothing yet. */
function isLookUp({ transport, remote }: TrackedSocket, name: string): boolean {
  return transport === "unix" && (remote === NAMES || name === "socket");
}

/** Calls that only wait for others. */
const WAITS = new Set(["poll", "select", "epoll_wait"]);
/** Calls whose first argument is no descriptor of a socket. */
const ABOUT_NONE = new Set([
  "socket",
  "socketpair",
  "wait",
  "poll",
  "select",
  "epoll_wait",
  "exec",
  "close_range",
]);
/** Calls that are followed, and say nothing about a connection. */
const UNTOLD = new Set([
  "fcntl",
  "ioctl",
  "dup",
  "dup2",
  "dup3",
  "getsockname",
  "getpeername",
  "getsockopt",
  "epoll_ctl",
  "close_range",
]);

function transportOf([family, type]: readonly StraceValue[]): TrackedSocket["transport"] | undefined {
  if (/^(AF|PF)_(UNIX|LOCAL|FILE)$/.test(wordOf(family))) return "unix";
  if (!/^(AF|PF)_INET6?$/.test(wordOf(family))) return undefined;
  return /SOCK_STREAM/.test(wordOf(type)) ? "tcp" : /SOCK_DGRAM/.test(wordOf(type)) ? "udp" : undefined;
}

/** Whether a descriptor stands for another socket now than the table has: that one was closed unseen. */
function isAnother(
  known: TrackedSocket,
  { local, remote, inode }: { local?: string; remote?: string; inode?: string },
) {
  if (inode !== undefined && known.inode !== undefined) return inode !== known.inode;
  if (known.transport !== "tcp" || remote === undefined || known.remote === undefined) return false;
  return known.remote !== remote ||
    (known.local !== undefined && isWhole(known.local) && known.local !== local);
}

/** Whether an address stands for one place and not for all of a machine. */
function isWhole(local: string): boolean {
  return !/^(0\.0\.0\.0|\[::\]):/.test(local);
}

function endsAndPeer({ local, remote, peer, transport }: TrackedSocket): Partial<CallFacts> {
  return {
    transport,
    ...(local === undefined ? {} : { local }),
    ...(remote === undefined ? {} : { remote }),
    ...(peer === undefined ? {} : { peer: peer.id }),
  };
}

function polledDescriptors(value: StraceValue | undefined): number[] {
  return value?.kind === "list" ? value.items.flatMap((each) => descriptorOf(fieldOf(each, "fd")) ?? []) : [];
}
