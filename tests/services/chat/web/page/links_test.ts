import { assertEquals } from "@std/assert";
import { withLinks } from "../../../../../mod/services/chat/web/assets/links.js";

/** What is a link in a text, and where it leads when that is not what is written. */
function linksIn(text: string): string[] {
  const pieces = withLinks(text);
  assertEquals(pieces.map((piece: { text: string }) => piece.text).join(""), text, "the text was changed");
  return pieces.filter(({ href }) => href !== undefined).map(({ text, href }) =>
    href === text ? text : `${text} -> ${href}`
  );
}

Deno.test("withLinks() finds addresses of the web where they begin and end", () => {
  for (
    const [text, ...links] of [
      ["no link", ...[]],
      ["", ...[]],
      [
        "see https://example.org/a, and http://example.org/b.",
        "https://example.org/a",
        "http://example.org/b",
      ],
      [
        "(https://fr.wikipedia.org/wiki/Socket_(informatique))",
        "https://fr.wikipedia.org/wiki/Socket_(informatique)",
      ],
      ["(voir https://example.org/a)", "https://example.org/a"],
      ["« https://example.org/a » !", "https://example.org/a"],
      ["<https://example.org/a>", "https://example.org/a"],
      ["https://example.org/a?b=c&d=e#f!", "https://example.org/a?b=c&d=e#f"],
      ["https://example.org/été…", "https://example.org/été -> https://example.org/%C3%A9t%C3%A9"],
      ["HTTPS://EXAMPLE.ORG/A", "HTTPS://EXAMPLE.ORG/A -> https://example.org/A"],
      ["http://[::1]:8080/x", "http://[::1]:8080/x"],
      ["http://192.168.1.20:8080/,", "http://192.168.1.20:8080/"],
      ["xhttps://example.org/", ...[]],
      ["**https://example.org/a**", "https://example.org/a"],
    ]
  ) assertEquals(linksIn(text!), links, text);
});

Deno.test("withLinks() makes no link of what may do something else, or pretends to lead elsewhere", () => {
  for (
    const text of [
      "javascript:alert(1)",
      "JaVaScRiPt://example.org/%0aalert(1)",
      "data:text/html,<script>alert(1)</script>",
      "file:///etc/passwd",
      "ftp://example.org/",
      "vbscript:x",
      "https://",
      "http://%zz/",
      "https://bank.example@elsewhere.example/",
      "https://user:secret@elsewhere.example/",
      "java\u0000script:https",
    ]
  ) assertEquals(linksIn(text), [], text);
});

Deno.test("withLinks() shows letters of other alphabets as they are written, and where they lead", () => {
  assertEquals(linksIn("https://раypal.com/"), ["https://раypal.com/ -> https://xn--ypal-43d9g.com/"]);
});

Deno.test("withLinks() ends an address before what is not seen or turns the direction of writing", () => {
  for (const mark of ["\u202e", "\u2066", "\u200b", "\u200f", "\u00ad", "\u0007", "\u2028", "\u3000"]) {
    assertEquals(linksIn(`https://example.org/a${mark}b`), ["https://example.org/a"], mark);
  }
});

Deno.test("withLinks() takes its time for no text of a whole line", () => {
  const texts = [
    "https://".repeat(512),
    "(".repeat(4096),
    `https://a/${")".repeat(4080)}`,
    `https://a/${".".repeat(4080)}`,
  ];
  const since = performance.now();
  for (const text of texts) linksIn(text);
  const milliseconds = performance.now() - since;
  assertEquals(milliseconds < 1000, true, `${milliseconds} ms`);
});
