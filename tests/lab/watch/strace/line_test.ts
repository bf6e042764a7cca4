import { assert, assertEquals } from "@std/assert";
import { anyText, fc, property } from "../../../_kit/property.ts";
import { StraceReader } from "../../../../mod/lab/watch/strace/calls.ts";
import { type FinishedCall, parseCall, parseStraceLine } from "../../../../mod/lab/watch/strace/line.ts";
import type { StraceValue } from "../../../../mod/lab/watch/strace/values.ts";

/** A value, and how strace writes it. */
interface Written {
  readonly value: StraceValue;
  readonly text: string;
}

const hex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");

const bytes: fc.Arbitrary<Written> = fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.boolean()).map((
  [data, cut],
) => ({
  value: { kind: "bytes", bytes: data, cut },
  text: `"${hex(data)}"${cut ? "..." : ""}`,
}));

const word: fc.Arbitrary<Written> = fc.constantFrom(
  ...["NULL", "0", "-1", "0x7ffd05a68a90", "SOCK_STREAM|SOCK_CLOEXEC", "~[RT_1]", "MSG_DONTWAIT", "AF_INET"],
  ...["WIFEXITED(s) && WEXITSTATUS(s) == 3", "CLONE_VM|SIGCHLD", "AT_FDCWD", "1<<3"],
).map((text) => ({ value: { kind: "word", text }, text }));

const fd: fc.Arbitrary<Written> = fc.tuple(
  fc.nat(4000),
  fc.constantFrom(
    ...["TCP:[127.0.0.1:8765->127.0.0.1:36314]", "TCP:[18461]", "UDPv6:[[::1]:49115]", "TCPv6:[[::]:80]"],
    ...['UNIX-STREAM:[21->20,"\\x2f\\x61"]', "UNIX-STREAM:[3->4]", "\\x2f\\x74\\x6d\\x70", "char<1:3>"],
  ),
).map(([number, is]) => ({ value: { kind: "fd", fd: number, is }, text: `${number}<${is}>` }));

const joined = (parts: readonly Written[]) => parts.map(({ text }) => text).join(", ");

const { written } = fc.letrec<{ written: Written; list: Written; struct: Written; apply: Written }>((
  tie,
) => ({
  written: fc.oneof({ maxDepth: 4 }, bytes, word, fd, tie("list"), tie("struct"), tie("apply")),
  list: fc.array(tie("written"), { maxLength: 4 }).map((parts): Written => ({
    value: { kind: "list", items: parts.map(({ value }) => value) },
    text: `[${joined(parts)}]`,
  })),
  struct: fc.uniqueArray(
    fc.tuple(fc.constantFrom("sa_family", "iov_base", "fd", "tv_sec", "msg_iov"), tie("written")),
    {
      selector: ([name]) => name,
    },
  ).map((fields): Written => ({
    value: { kind: "struct", fields: new Map(fields.map(([name, { value }]) => [name, value])) },
    text: `{${fields.map(([name, { text }]) => `${name}=${text}`).join(", ")}}`,
  })),
  apply: fc.tuple(
    fc.constantFrom("htons", "inet_addr", "makedev"),
    fc.array(tie("written"), { maxLength: 3 }),
  ).map(
    ([name, parts]): Written => ({
      value: { kind: "apply", name, items: parts.map(({ value }) => value) },
      text: `${name}(${joined(parts)})`,
    }),
  ),
}));

const result: fc.Arbitrary<{ text: string; call: Partial<FinishedCall> }> = fc.oneof(
  fc.nat(100_000).map((value) => ({ text: String(value), call: { result: value } })),
  fc.constant({ text: "?", call: {} }),
  fc.constantFrom(["ECONNREFUSED", "Connection refused"], ["EAGAIN", "Resource temporarily unavailable"]).map(
    ([errno, says]) => ({ text: `-1 ${errno} (${says})`, call: { result: -1, errno: errno!, note: says! } }),
  ),
  fd.map(({ value, text }) =>
    value.kind === "fd" ? { text, call: { result: value.fd, made: value.is } } : { text, call: {} }
  ),
  fc.constant({
    text: "1 ([{fd=3, revents=POLLIN}])",
    call: { result: 1, note: "[{fd=3, revents=POLLIN}]" },
  }),
);

const took = fc.option(fc.nat(9_999_999).map((micros) => (micros / 1e6).toFixed(6)), { nil: undefined });

/** A whole call as strace writes it, and what it means. */
const call = fc.record({
  name: fc.constantFrom("recvfrom", "sendto", "accept4", "connect", "poll", "clone3", "read"),
  args: fc.array(written, { maxLength: 6 }),
  result,
  took,
}).map(({ name, args, result, took }) => {
  const head = `${name}(${joined(args)}`;
  const tail = `) = ${result.text}${took === undefined ? "" : ` <${took}>`}`;
  const means: FinishedCall = {
    name,
    values: args.map(({ value }) => value),
    ...result.call,
    ...(took === undefined ? {} : { took: Number(took) }),
  };
  return { head, tail, means };
});

property(
  "a call is read as strace wrote it, however deep its structures are",
  call,
  ({ head, tail, means }) => {
    assertEquals(parseCall(head + tail), means);
    const line = parseStraceLine(`4711  1796040516.487973 ${head}${tail}`);
    assertEquals(line, { kind: "call", tid: 4711, time: 1796040516.487973, call: means });
  },
);

property(
  "a call that others interrupt is the same call, wherever its line is cut between its arguments",
  fc.tuple(fc.array(written, { maxLength: 4 }), fc.nat(4), result),
  ([args, place, result]) => {
    const cut = Math.min(place, args.length);
    const first = args.slice(0, cut).map(({ text }) => `${text}, `).join("");
    const reader = new StraceReader();
    const begun = reader.read(`7 10.000000 recvfrom(${first} <unfinished ...>`);
    assertEquals(begun?.kind, "begun");
    const other = reader.read("8 10.100000 close(3) = 0 <0.000010>");
    assertEquals(other?.kind, "call");
    const rest = joined(args.slice(cut));
    const event = reader.read(`7 10.500000 <... recvfrom resumed>${rest}) = ${result.text} <0.400000>`);
    assert(event?.kind === "call", JSON.stringify(event));
    assertEquals(event.values, args.map(({ value }) => value));
    assertEquals([event.start, event.end, reader.strange], [10, 10.4, 0]);
  },
);

property(
  "a line that is cut anywhere is never another call",
  fc.tuple(call, fc.nat(400)),
  ([{ head, tail, means }, at]) => {
    const whole = `${head}${tail}`;
    const cut = parseCall(whole.slice(0, Math.min(at, head.length)));
    assertEquals(cut, undefined, whole);
    assert(means.values.length >= 0);
  },
);

property("whatever a line is, it is read or counted, and nothing is thrown", anyText(), (text) => {
  const reader = new StraceReader();
  for (const line of [text, `12 1.5 ${text}`, `12 1.5 read(${text}`, `12 1.5 <... read resumed>${text}`]) {
    const before = reader.strange;
    const event = reader.read(line);
    const isTold = event !== undefined || reader.strange > before || line === "" || /^--- stopped/.test(text);
    assert(isTold, JSON.stringify(line));
  }
});

Deno.test("what strace tells besides calls: signals, ends, threads that exec takes over, calls begun anew", () => {
  const cases: [string, unknown][] = [
    [
      "--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=14265, si_uid=0, si_status=3} ---",
      { kind: "signal", signal: "SIGCHLD", from: 14265 },
    ],
    ["--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=NULL} ---", {
      kind: "signal",
      signal: "SIGSEGV",
    }],
    ["--- stopped by SIGTTOU ---", { kind: "nothing" }],
    ["+++ exited with 3 +++", { kind: "ended", code: 3 }],
    ["+++ killed by SIGSEGV (core dumped) +++", { kind: "ended", signal: "SIGSEGV" }],
    ["+++ superseded by execve in pid 12 +++", { kind: "superseded", by: 12 }],
    [
      "restart_syscall(<... resuming interrupted poll ...>) = 0 <1.500000>",
      { kind: "call", call: { name: "poll", values: [], result: 0, took: 1.5 } },
    ],
    ["exit_group(0)   = ?", {
      kind: "call",
      call: { name: "exit_group", values: [{ kind: "word", text: "0" }] },
    }],
    ["strace: something", undefined],
  ];
  for (const [text, means] of cases) {
    const line = parseStraceLine(`9 2.500000 ${text}`);
    const at = means !== undefined && (means as { kind: string }).kind !== "nothing"
      ? { tid: 9, time: 2.5 }
      : {};
    assertEquals(
      line,
      means === undefined ? undefined : { ...at, ...(means as object) } as unknown as typeof line,
      text,
    );
  }
});

Deno.test("a thread that is ended in the middle of a call is no riddle", () => {
  const reader = new StraceReader();
  reader.read("7 1.000000 read(4<TCP:[18461]>,  <unfinished ...>");
  const event = reader.read("7 2.000000 <... read resumed> <unfinished ...>) = ?");
  assertEquals([event?.kind, reader.strange], ["call", 0]);
  assertEquals(reader.read("7 2.100000 +++ killed by SIGKILL +++")?.kind, "ended");
});
