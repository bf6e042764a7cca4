import { assertEquals } from "@std/assert";
import { escapeBytes, escapeControls, preview } from "../../mod/io/visible_text.ts";
import { renderJson, renderText } from "../../mod/trace/render_event.ts";
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

/** What a peer may send: every byte, and what is nearly UTF-8. */
const ODD_BYTES: readonly Uint8Array[] = [
  ...Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)),
  Uint8Array.from({ length: 256 }, (_, byte) => byte),
  Uint8Array.of(0xef, 0xbb, 0xbf, 0x78), // begins with a BOM
  Uint8Array.of(0xef, 0xbf, 0xbd), // U+FFFD itself
  Uint8Array.of(0xc3, 0x28), // a beginning without its end
  Uint8Array.of(0xe2, 0x82), // cut
  Uint8Array.of(0xed, 0xa0, 0x80), // half a surrogate pair
  Uint8Array.of(0xc0, 0xaf), // too long
  Uint8Array.of(0xf5, 0x80, 0x80, 0x80), // beyond Unicode
  Uint8Array.of(0xc3, 0xa9, 0xff, 0xf0, 0x9f, 0x91, 0x8d), // é and 👍 around what is none
  new TextEncoder().encode("\\xff \\n"), // looks like an escape
];

Deno.test("visibleText() lets every byte be told from what is shown", () => {
  for (const bytes of ODD_BYTES) assertEquals(unescaped(escapeBytes(bytes)), bytes, escapeBytes(bytes));
  assertEquals(escapeBytes(Uint8Array.of(0xc3, 0xa9, 0xff)), "é\\xff");
  assertEquals(new Set(ODD_BYTES.map(escapeBytes)).size, ODD_BYTES.length);
});

Deno.test("renderJson() has the bytes as they were, as text or besides it", () => {
  for (const data of ODD_BYTES) {
    const { data: text, base64 } = JSON.parse(renderJson({ ...event, data }, time));
    const told = base64 === undefined
      ? new TextEncoder().encode(text)
      : Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
    assertEquals(told, data);
  }
});

Deno.test("preview() and renderJson() cut no character", () => {
  for (const character of ["é", "€", "👍"]) {
    for (let most = 1; most < 12; most++) {
      const data = new TextEncoder().encode(character.repeat(5)).subarray(0, 12);
      const whole = character.repeat(Math.floor(most / new TextEncoder().encode(character).length));
      if (most < data.length) assertEquals(preview(data, most), `"${whole}"…`);
    }
  }
  const data = new TextEncoder().encode("x" + "é".repeat(600));
  assertEquals(JSON.parse(renderJson({ ...event, data }, time)).data, "x" + "é".repeat(511));
});

/** The bytes that were shown. */
function unescaped(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const [, short, hex, code, plain] of text.matchAll(/\\([nrt\\])|\\x(..)|\\u\{(\w+)\}|([^\\])/gu)) {
    if (short !== undefined) bytes.push({ n: 10, r: 13, t: 9, "\\": 92 }[short]!);
    // A control of ISO 8859-1 is two bytes of UTF-8; a byte that is none stands for itself
    else if (hex !== undefined) bytes.push(parseInt(hex, 16));
    else if (code !== undefined) {
      bytes.push(...new TextEncoder().encode(String.fromCodePoint(parseInt(code, 16))));
    } else bytes.push(...new TextEncoder().encode(plain));
  }
  return Uint8Array.from(bytes);
}
