import { assert, assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { StraceRecorder } from "../../../mod/check/command/strace_recorder.ts";
import { recordingText } from "../../../mod/check/reports/recording_text.ts";
import { echoRules } from "../../../mod/check/rules/echo_rules.ts";
import { runCheck } from "../../../mod/check/run_check.ts";
import { ProgramTarget } from "../../../mod/check/targets/program_target.ts";
import { StartPatience } from "../../../mod/check/targets/start_watch.ts";
import { parseWatchRecording } from "../../../mod/lab/watch/recording.ts";
import type { WatchEvent } from "../../../mod/lab/watch/watch_event.ts";
import { peerTest } from "../../_kit/peers/peer.ts";

const PROGRAM = fromFileUrl(new URL("../verdicts/calls/keeps_open.py", import.meta.url));
const SIGNAL = new AbortController().signal;
const OPTIONS = { seed: 1, timeout: 300, framing: "line", language: "en", signal: SIGNAL } as const;

const only = (rule: string) =>
  echoRules({ transform: "upper", framing: "line", concurrent: false }).filter(({ id }) => id === rule);

async function halfClose(recorder: StraceRecorder) {
  const rules = only("echo.half_close");
  await using target = new ProgramTarget({ words: ["python3", PROGRAM, "{port}"], signal: SIGNAL });
  const [result] = await Array.fromAsync(runCheck(rules, target, OPTIONS, { recorder }));
  return result!;
}

peerTest("a broken rule has a recording that opens again", ["python3", "strace"], async () => {
  const { outcome, recording, calls } = await halfClose(new StraceRecorder());
  assertEquals(outcome, "failed");
  const told =
    "recv(4096) on #1 returned 0, which is the end of the stream, and close was never called on it";
  assertEquals(calls, told);
  const events = parseWatchRecording(recordingText(recording!))!;
  assertEquals(events.length, recording!.events.length);
  assert(events.some((event) => event.type === "call" && event.call === "accept"));
});

peerTest("where strace cannot be used the result is what it would be without", ["python3"], async () => {
  const refuses = () => Promise.reject(new Error("this system does not let strace look at programs"));
  const { outcome, recording, calls, because, certain } = await halfClose(new StraceRecorder(refuses));
  assertEquals({ outcome, recording, calls, certain }, {
    outcome: "failed",
    recording: undefined,
    calls: undefined,
    certain: false,
  });
  assert(because?.includes("the connection stays open"));
});

peerTest("who computes and never listens is not waited for longer where strace stands beside it", [
  "python3",
  "strace",
], async () => {
  // Long before the time that a start may take in any case
  const signal = AbortSignal.timeout(40_000);
  const patience = new StartPatience();
  patience.computing = 500;
  const words = ["python3", "-c", "while True: pass", "{port}"];
  await using target = new ProgramTarget({ words, signal }, patience);
  const results = runCheck(only("echo.upper"), target, { ...OPTIONS, signal }, {
    recorder: new StraceRecorder(),
  });
  const [result] = await Array.fromAsync(results);
  assertEquals(result?.outcome, "failed");
  assertMatch(result?.because ?? "", /computes and does not come to its listen/);
});

peerTest("of a recording that is too long the beginning is kept, and the rest is counted", [
  "python3",
  "strace",
], async () => {
  const code = "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n" +
    "for turn in range(300): s.sendto(b'x', ('127.0.0.1', 9))";
  const recorder = new StraceRecorder(undefined, { events: 40, bytes: 1 << 20 });
  const { program, over, seen } = (await recorder.start(["python3", "-c", code], {}))!;
  await over;
  const { events, omitted } = await seen();
  await program[Symbol.asyncDispose]();
  assertEquals(events.length, 40);
  assert(omitted > 200, String(omitted));
  assertEquals(events[0]?.type, "head");
});

Deno.test("a recording is cut at its end, which says how much is missing", () => {
  const head: WatchEvent = {
    type: "head",
    version: 1,
    at: 0,
    source: "strace",
    programs: [],
    started: "2026-01-01",
  };
  const notes = Array.from({ length: 50 }, (_, at): WatchEvent => ({
    type: "output",
    at,
    lane: "server",
    stream: "stdout",
    text: "x".repeat(100),
  }));
  const whole = recordingText({ events: [head, ...notes], omitted: 0, until: 9 });
  assertEquals(parseWatchRecording(whole)!.length, 51);
  const cut = recordingText({ events: [head, ...notes], omitted: 3, until: 9 }, 2000);
  assert(cut.length <= 2000);
  const events = parseWatchRecording(cut)!;
  const last = events.at(-1)!;
  assert(last.type === "note");
  assertEquals(
    last.message.en,
    `the recording is cut here: ${53 - (events.length - 1) + 1} more events were not kept`,
  );
});
