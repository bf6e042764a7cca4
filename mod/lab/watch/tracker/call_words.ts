import type { StraceValue } from "../strace/values.ts";
import { addressOf } from "../strace/endpoints.ts";
import type { FinishedCall } from "../strace/line.ts";

/** What a call was given. */
export type CallInput = Pick<FinishedCall, "name" | "values">;

/** The text of a word; empty for anything else. */
export function wordOf(value: StraceValue | undefined): string {
  return value?.kind === "word" ? value.text : value?.kind === "apply" ? value.name : "";
}

/** The number of a descriptor, with or without what it stands for. */
export function descriptorOf(value: StraceValue | undefined): number | undefined {
  if (value?.kind === "fd") return value.fd;
  return numberOf(value);
}

/** A number, also one in a list of one, as lengths that a call changes are written. */
export function numberOf(value: StraceValue | undefined): number | undefined {
  if (value?.kind === "list") return numberOf(value.items[0]);
  const text = wordOf(value);
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** The field of a structure. */
export function fieldOf(value: StraceValue | undefined, name: string): StraceValue | undefined {
  return value?.kind === "struct" ? value.fields.get(name) : undefined;
}

/** The name that the sockets API has for what the system does: `recv` for a recvfrom(2) that asks for no address. */
export function apiName({ name, values }: CallInput): string {
  const plain = NAMES[name];
  if (plain !== undefined) return plain;
  if (name === "recvfrom" || name === "sendto") {
    const short = name === "recvfrom" ? "recv" : "send";
    return values.length > 4 && wordOf(values[4]) === "NULL" || values.length <= 4 ? short : name;
  }
  if (/^(clone3?|fork|vfork)$/.test(name)) return isThread({ name, values }) ? "clone" : "fork";
  return name;
}

const NAMES: Readonly<Record<string, string>> = {
  accept4: "accept",
  ppoll: "poll",
  pselect6: "select",
  _newselect: "select",
  epoll_pwait: "epoll_wait",
  epoll_pwait2: "epoll_wait",
  wait4: "wait",
  waitid: "wait",
  exit_group: "exit",
  execve: "exec",
  execveat: "exec",
};

/** All the words of a clone(2): its flags are among them. */
export function cloneWords({ values }: CallInput): string {
  return values.map((value) =>
    value.kind === "struct" ? [...value.fields.values()].map(wordOf).join(" ") : wordOf(value)
  ).join(" ");
}

function isThread(call: CallInput): boolean {
  return /\bCLONE_THREAD\b/.test(cloneWords(call));
}

/** The arguments that matter, for people. */
export function argumentsOf(call: CallInput): string {
  const { values } = call;
  switch (apiName(call)) {
    case "socket":
      return values.slice(0, 2).map(wordOf).join(", ").replace(/\|SOCK_\w+/g, "");
    case "bind":
    case "connect":
      return addressOf(values[1]) ?? "";
    case "listen":
    case "shutdown":
      return wordOf(values[1]);
    case "recv":
    case "send":
    case "recvfrom":
    case "sendto":
      return [String(wantedOf(call) ?? ""), ...flagsOf(values[3]), addressOf(values[4]) ?? ""].filter(Boolean)
        .join(", ");
    case "setsockopt":
      return `${wordOf(values[2])} ${optionText(values[3])}`.trim();
    case "poll":
      return [polled(values[0]), timeText(values[2])].filter(Boolean).join("; ");
    case "select":
      return [selected(values), timeText(values[4])].filter(Boolean).join("; ");
    case "epoll_wait":
      return timeText(values[3]);
    case "wait":
      return wordOf(values[0]) === "-1" ? "" : wordOf(call.name === "waitid" ? values[1] : values[0]);
    case "exec":
      return execWords(call).join(" ");
    case "exit":
      return wordOf(values[0]);
    case "fork":
    case "clone":
    case "accept":
      return "";
    default:
      return String(wantedOf(call) ?? "");
  }
}

/** The words of the program that an execve(2) begins. */
export function execWords({ name, values }: CallInput): string[] {
  const [path, args] = name === "execveat" ? values.slice(1) : values;
  const words = args?.kind === "list" ? args.items.map(textOf) : [];
  return words.length === 0 ? [textOf(path)] : words;
}

/** The file that an execve(2) begins. */
export function execPath({ name, values }: CallInput): string {
  return textOf(name === "execveat" ? values[1] : values[0]);
}

function textOf(value: StraceValue | undefined): string {
  return value?.kind === "bytes" ? new TextDecoder().decode(value.bytes) : wordOf(value);
}

function flagsOf(value: StraceValue | undefined): string[] {
  // what the runtimes of languages set on every call is nothing that a program has said
  return wordOf(value).split("|").filter((flag) => /^MSG_/.test(flag) && flag !== "MSG_NOSIGNAL");
}

function optionText(value: StraceValue | undefined): string {
  if (value?.kind === "list") return value.items.map(wordOf).join(" ");
  if (value?.kind === "struct") {
    return [...value.fields].map(([name, each]) => `${name}=${wordOf(each)}`).join(" ");
  }
  return wordOf(value);
}

/** `[{fd=3<…>, events=POLLIN}]` */
function polled(value: StraceValue | undefined): string {
  if (value?.kind !== "list") return "";
  const shown = value.items.flatMap((each) => {
    const fd = descriptorOf(fieldOf(each, "fd"));
    if (fd === undefined) return [];
    const events = wordOf(fieldOf(each, "events"));
    return [/POLLOUT/.test(events) ? `${fd} (${/POLLIN/.test(events) ? "in, out" : "out"})` : String(fd)];
  });
  return shown.length === 0 ? "" : `fd ${shown.join(", ")}`;
}

/** `5, [3<…> 4<…>], [], NULL, {tv_sec=1, tv_usec=0}` */
function selected(values: readonly StraceValue[]): string {
  const sets = values.slice(1, 3).map(descriptorsIn);
  return sets.every((set) => set.length === 0)
    ? ""
    : `fd ${
      [sets[0]!.join(", "), ...(sets[1]!.length === 0 ? [] : [`(out) ${sets[1]!.join(", ")}`])].filter(
        Boolean,
      ).join("; ")
    }`;
}

/** The descriptors of a set of select(2). */
export function descriptorsIn(value: StraceValue | undefined): number[] {
  if (value?.kind !== "list") return [];
  return value.items.flatMap((item) => {
    if (item.kind === "fd") return [item.fd];
    return [...wordOf(item).matchAll(/\d+/g)].map(([number]) => Number(number));
  });
}

/** A time limit as strace writes those of poll (milliseconds) and of select: `5 s`, empty when there is none. */
function timeText(value: StraceValue | undefined): string {
  const seconds = value?.kind === "struct"
    ? Number(wordOf(fieldOf(value, "tv_sec"))) + Number(wordOf(fieldOf(value, "tv_nsec")) || 0) / 1e9 +
      Number(wordOf(fieldOf(value, "tv_usec")) || 0) / 1e6
    : (numberOf(value) ?? -1) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? `${Number(seconds.toFixed(3))} s` : "";
}

/** Whether a call sends bytes, receives them, or neither. */
export function wayOf(name: string): "send" | "receive" | undefined {
  if (/^(write|writev|send|sendto|sendmsg|sendmmsg|sendfile|sendfile64|pwrite64)$/.test(name)) return "send";
  return /^(read|readv|recv|recvfrom|recvmsg|recvmmsg|pread64)$/.test(name) ? "receive" : undefined;
}

/** How many bytes a call was asked to move. */
export function wantedOf({ name, values }: CallInput): number | undefined {
  switch (name) {
    case "read":
    case "write":
    case "recvfrom":
    case "sendto":
      return numberOf(values[2]);
    case "sendfile":
    case "sendfile64":
      return numberOf(values[3]);
    default: {
      const parts = vectorsOf({ name, values });
      const lengths = parts.map((each) => numberOf(fieldOf(each, "iov_len")) ?? 0);
      return parts.length === 0 ? undefined : lengths.reduce((sum, each) => sum + each, 0);
    }
  }
}

/** The bytes that a call moved, as far as they were recorded. @param length how many were moved */
export function movedBytes({ name, values }: CallInput, length: number): Uint8Array {
  const parts = ["read", "write", "recvfrom", "sendto"].includes(name)
    ? [values[1]]
    : vectorsOf({ name, values }).map((each) => fieldOf(each, "iov_base"));
  const pieces: Uint8Array[] = [];
  for (const part of parts) {
    if (part?.kind !== "bytes") break;
    pieces.push(part.bytes);
    if (part.cut) break;
  }
  const most = Math.min(length, MOST_BYTES, pieces.reduce((sum, each) => sum + each.length, 0));
  const bytes = new Uint8Array(most);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece.subarray(0, most - at), at);
    at = Math.min(most, at + piece.length);
  }
  return bytes;
}

/** How many bytes of a call are recorded. */
export const MOST_BYTES = 4096;

/** How many bytes were moved: of `sendmmsg` and `recvmmsg`, which return a number of messages, the sum of them. */
export function movedLength({ name, values }: CallInput, result: number): number {
  if (!/mmsg$/.test(name)) return result;
  return messagesOf(values).slice(0, result).reduce(
    (sum, each) => sum + (numberOf(fieldOf(each, "msg_len")) ?? 0),
    0,
  );
}

/** The address of the other side that a call names: of datagrams. */
export function namedAddress({ name, values }: CallInput): string | undefined {
  if (name === "sendto" || name === "recvfrom") return addressOf(values[4]);
  return addressOf(headersOf({ name, values }).map((each) => fieldOf(each, "msg_name")).find(Boolean));
}

/** The `struct iovec`s of a call. */
function vectorsOf(call: CallInput): readonly StraceValue[] {
  const lists = /v$/.test(call.name) || /^p(read|write)v/.test(call.name)
    ? [call.values[1]]
    : headersOf(call).map((each) => fieldOf(each, "msg_iov"));
  return lists.flatMap((list) => list?.kind === "list" ? list.items : []);
}

function headersOf({ name, values }: CallInput): readonly StraceValue[] {
  if (/mmsg$/.test(name)) return messagesOf(values).flatMap((each) => fieldOf(each, "msg_hdr") ?? []);
  return /msg$/.test(name) && values[1] !== undefined ? [values[1]] : [];
}

function messagesOf(values: readonly StraceValue[]): readonly StraceValue[] {
  return values[1]?.kind === "list" ? values[1].items : [];
}

/** The text of a descriptor in a result's note, which strace does not take apart: `[{fd=3, revents=POLLIN}]`. */
export function readyDescriptors(note: string): number[] {
  return [...note.matchAll(/\bfd=(\d+)/g)].map(([, number]) => Number(number));
}
