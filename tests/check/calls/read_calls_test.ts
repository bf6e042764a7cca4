import { assertEquals, assertMatch } from "@std/assert";
import { callName } from "../../../mod/check/calls/call_names.ts";
import type { SeenCalls } from "../../../mod/check/calls/call_recorder.ts";
import { readCalls } from "../../../mod/check/calls/read_calls.ts";
import type { Failure, Symptom } from "../../../mod/check/causes/rule_violation.ts";
import { Transcript } from "../../../mod/check/probes/transcript.ts";
import { EXPECTED } from "../../../mod/check/texts/expected_texts.ts";
import type { WatchCall, WatchEvent } from "../../../mod/lab/watch/watch_event.ts";

const CONNECTION = { number: 1, ours: 40_000, theirs: 8765 };

/** A call of the program on that connection. */
function call(name: string, at: number, more: Partial<WatchCall> = {}): WatchCall {
  return {
    type: "call",
    at,
    start: at,
    lane: "server",
    call: name,
    fd: 4,
    socket: "server#2",
    local: "127.0.0.1:8765",
    remote: "127.0.0.1:40000",
    transport: "tcp",
    arguments: "",
    ...more,
  };
}

const received = (at: number, length: number, wanted = 1024) => call("recv", at, { length, wanted });
const sent = (at: number, length: number, wanted = length) => call("send", at, { length, wanted });
const accepted = call("accept", 0.1, { listener: "server#1" });

function seen(events: readonly WatchEvent[], omitted = 0): SeenCalls {
  return { events, omitted, until: 5 };
}

/** How a rule broke after these bytes were sent. */
function failure(symptom: Symptom, pieces: readonly string[], last?: "silence" | "end"): Failure {
  const transcript = new Transcript();
  transcript.add(1, "connect");
  for (const piece of pieces) transcript.add(1, "send", new TextEncoder().encode(piece));
  if (last !== undefined) transcript.add(1, last);
  return {
    symptom,
    expected: EXPECTED.client,
    received: new Uint8Array(),
    text: "",
    said: "",
    transcript,
    language: "python",
  };
}

const told = (events: readonly WatchEvent[], of: Failure, omitted = 0) =>
  readCalls(seen(events, omitted), of, [CONNECTION]).told;

Deno.test("a piece that was answered is told with its size and that of its line", () => {
  const events = [accepted, received(1, 3), sent(1.1, 4), received(1.2, 6)];
  assertEquals(told(events, failure("different", ["abc", "defgh\n"])), {
    en:
      "recv(1024) on #1 brought 3 of 9 bytes without a line end, and send(4) followed before the rest was read",
    fr:
      "recv(1024) sur #1 a apporté 3 octets sur 9 sans fin de ligne, et send(4) a suivi avant la lecture du reste",
  });
});

Deno.test("a line that one call has brought whole refutes that a call was taken for a line", () => {
  const events = [accepted, received(1, 9)];
  const { told, cause, refuted } = readCalls(seen(events), failure("silence", ["abcdefgh\n"], "silence"), [
    CONNECTION,
  ]);
  assertMatch(told!.en, /brought the whole line, 9 bytes, and nothing was sent after it/);
  assertEquals(cause, undefined);
  assertEquals(refuted.has("pieces"), true);
});

Deno.test("pieces that were all read refute nothing about pieces", () => {
  const events = [accepted, received(1, 4), received(2, 5)];
  const of = failure("silence", ["abcd", "efgh\n"], "silence");
  assertEquals(readCalls(seen(events), of, [CONNECTION]).refuted.has("pieces"), false);
});

Deno.test("what lay in the socket for a while was in no buffer of the program, and what was read at once was", () => {
  const pieces = ["one\ntwo\nthree\n", "more\n"];
  const of = failure("silence", pieces, "silence");
  const read = (...events: WatchEvent[]) => readCalls(seen([accepted, ...events]), of, [CONNECTION]);
  const inPieces = [received(1, 8, 8), sent(1.1, 4), received(1.2, 6, 8)];
  assertEquals(read(received(1, 14), sent(1.1, 4)).refuted.has("own_buffer"), false);
  assertEquals(read(...inPieces).refuted.has("own_buffer"), false);
  assertEquals(read(received(1, 8, 8), sent(1.1, 4)).refuted.has("own_buffer"), true);
  assertEquals(read(received(1, 8, 8), sent(1.1, 4), received(3, 8, 8)).refuted.has("own_buffer"), true);
});

Deno.test("who waits in epoll_wait over what lies in the socket was told of it once, where no runtime does the waiting", () => {
  const { socket: _, fd: __, ...waits } = call("epoll_wait", 1.1, { start: 1.1, unfinished: true });
  const causeIn = (language: "c" | "javascript", wanted: number) => {
    const of = { ...failure("silence", ["one\ntwo\n"], "silence"), language };
    return readCalls(seen([accepted, received(1, 4, wanted), waits]), of, [CONNECTION]).cause;
  };
  assertMatch(JSON.stringify(causeIn("c", 4)), /EPOLLET/);
  assertEquals([causeIn("c", 1024), causeIn("javascript", 4)], [undefined, undefined]);
});

Deno.test("an answer at the end of the stream is no wait for it where bytes lay unread", () => {
  const of = failure("silence", ["abcdefgh\n"], "silence");
  const read = (...events: WatchEvent[]) => readCalls(seen([accepted, ...events]), of, [CONNECTION]).refuted;
  const asks = call("recv", 1.1, { start: 1.1, unfinished: true, wanted: 16 });
  assertEquals(read(received(1, 4, 4)).has("wait_for_end"), true);
  assertEquals(read(received(1, 9), asks).has("wait_for_end"), false);
  assertEquals(read(received(1, 4, 4), asks).has("wait_for_end"), false);
});

Deno.test("an answer to a whole line is no sign of anything, nor is one that follows to two lines", () => {
  const events = [accepted, received(1, 9), sent(1.1, 9), received(2, 3)];
  assertEquals(told(events, failure("different", ["abcdefgh\n", "xyz"])), undefined);
});

Deno.test("what was not kept of a recording is not taken for what was not done", () => {
  const events = [accepted, call("recv", 2, { length: 0, wanted: 1024, result: 0 })];
  const open = failure("open", ["ab\n"]);
  assertMatch(told(events, open)!.en, /close was never called/);
  assertEquals(told(events, open, 7), undefined);
  assertEquals(readCalls(seen(events, 7), open, [CONNECTION]).refuted.has("end_loop"), false);
});

Deno.test("a library that asks once more after the end turns in no loop", () => {
  const end = (at: number) => call("recv", at, { length: 0, wanted: 1024, result: 0 });
  const twice = [accepted, end(1), end(1.1)];
  const often = [accepted, ...Array.from({ length: 9 }, (_, at) => end(1 + at))];
  assertMatch(told(often, failure("open", ["ab\n"]))!.en, /returned 0, .* was called 8 times more/);
  assertMatch(told(twice, failure("open", ["ab\n"]))!.en, /close was never called/);
});

Deno.test("a send that goes on is not short", () => {
  const of = failure("closed", ["name\n"], "end");
  const close = call("close", 3, { last: true });
  const short = told([accepted, received(1, 5), sent(1.5, 100, 1000), close], of)!;
  assertEquals(short.en, "send(1000) on #1 took 100 bytes, and the other 900 were never sent");
  const elsewhere = call("poll", 3, { start: 2, unfinished: true, arguments: "fd 3, 4 (in, out)" });
  const { socket: _, ...waits } = elsewhere;
  assertEquals(
    told([accepted, received(1, 5), sent(1.5, 100, 1000), received(1.6, 5), waits], of),
    undefined,
  );
  const whole = told([accepted, received(1, 5), sent(1.5, 100, 1000), sent(2, 900), close], of)!;
  assertEquals(whole.en, "#1 was closed after send(900), without another recv or read");
});

Deno.test("a time limit is what has run out last before the end, and nothing that was waited for before", () => {
  const of = failure("closed", ["a"], "end");
  const { socket: _, ...poll } = call("poll", 2, { start: 1, result: 0 });
  const close = call("close", 2.01, { last: true });
  assertMatch(told([accepted, received(1, 1), poll, close], of)!.en, /poll on #1 gave up after 1\.0 s/);
  const after = [accepted, received(1, 1), poll, received(2.005, 3), close];
  assertEquals(/gave up/.test(told(after, of)?.en ?? ""), false);
});

Deno.test("a connection that is waited on elsewhere is told with the call that waits", () => {
  const other = { number: 2, ours: 40_001, theirs: 8765 };
  const { remote: _, ...listen } = call("listen", 0, { socket: "server#1" });
  const waits = call("recv", 1.1, { start: 1, unfinished: true, wanted: 1024 });
  const of = failure("silence", ["ab\n"]);
  of.transcript.add(2, "connect");
  of.transcript.add(2, "silence");
  const { told, refuted } = readCalls(seen([listen, accepted, waits]), of, [CONNECTION, other]);
  assertMatch(told!.en, /^#2 waits in the queue of accept, while .* recv\(1024\) on #1 for 4\.0 s$/);
  assertEquals(refuted.has("one_at_a_time"), false);
  const accepts = call("accept", 2, { listener: "server#1", socket: "server#3", remote: "127.0.0.1:40001" });
  const both = readCalls(seen([listen, accepted, accepts]), of, [CONNECTION, other]);
  assertEquals(both.refuted.has("one_at_a_time"), true);
});

Deno.test("a connection that was broken off at once is known by its place", () => {
  const bare = (name: string, at: number, more: Partial<WatchCall> = {}) => {
    const { remote: _, local: __, ...rest } = call(name, at, more);
    return rest;
  };
  const pipe = { type: "end", at: 2, lane: "server", signal: "SIGPIPE" } as const;
  const events = [
    bare("accept", 0.1, { listener: "server#1" }),
    bare("send", 1, { errno: "EPIPE", wanted: 9 }),
    pipe,
  ];
  assertMatch(told(events, failure("closed", ["ab\n"], "end"))!.en, /^send\(9\) on #1 wrote to a peer/);
});

Deno.test("a datagram that was cut is told by the call that has cut it", () => {
  const of = failure("different", []);
  of.transcript.add(0, "send", new Uint8Array(600).fill(65));
  const data = new Uint8Array(512).fill(65).toBase64();
  const cut = call("recvfrom", 1, { transport: "udp", length: 512, wanted: 512, data });
  assertEquals(
    told([cut], of)!.en,
    "recvfrom(512) took 512 bytes of a datagram of 600; the other 88 are lost",
  );
});

Deno.test("a call has the name that the program's language knows it by", () => {
  const recv = received(1, 3);
  assertEquals(callName(recv, "python"), "recv(1024)");
  assertEquals(callName(recv, undefined), "recv(1024)");
  assertEquals(callName(recv, "java"), "InputStream.read (recv(1024))");
  assertEquals(callName(call("poll", 1), "go"), "poll");
});
