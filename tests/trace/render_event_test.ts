import { assertEquals } from "@std/assert";
import { escapeControls, preview, renderJson, renderText } from "../../mod/trace/render_event.ts";
import type { TraceEvent } from "../../mod/trace/tracer.ts";

const local = { transport: "tcp", hostname: "127.0.0.1", port: 8765 } as const;
const remote = { transport: "tcp", hostname: "::ffff:10.0.0.7", port: 51234 } as const;
const event: TraceEvent = {
  event: "read",
  conn: 3,
  local,
  remote,
  bytes: 6,
  data: new TextEncoder().encode("salut\n"),
};
const time = new Date(2026, 0, 2, 3, 4, 5, 67);

Deno.test("renderText() shows an event on one line", () => {
  const expected = '03:04:05.067 #3 read    127.0.0.1:8765 <- 10.0.0.7:51234 6 bytes "salut\\n"';
  assertEquals(renderText(event, time), expected);
  assertEquals(renderText({ event: "listen", local }, time), "03:04:05.067 - listen  127.0.0.1:8765");
});

Deno.test("renderJson() gives an object with every field a program may want", () => {
  assertEquals(JSON.parse(renderJson(event, time)), {
    time: time.toISOString(),
    conn: 3,
    event: "read",
    local: "127.0.0.1:8765",
    remote: "10.0.0.7:51234",
    bytes: 6,
    data: "salut\n",
  });
});

Deno.test("preview() cuts long data and lets nothing reach the terminal raw", () => {
  assertEquals(preview(new TextEncoder().encode('\x1b[31m"\t\\')), '"\\x1b[31m\\"\\t\\\\"');
  assertEquals(preview(new TextEncoder().encode("x".repeat(60)), 5), '"xxxxx"…');
});

Deno.test("escapeControls() escapes controls, bidirectional marks and line separators, and nothing visible", () => {
  assertEquals(escapeControls("été 👍\u202e\u2028\x9b\0"), "été 👍\\u{202e}\\u{2028}\\x9b\\x00");
});
