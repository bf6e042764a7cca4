import { assert, assertEquals } from "@std/assert";
import { escapeHtml } from "../../mod/http/page/escape_html.ts";
import { listingPage, listingRow } from "../../mod/http/files/page/listing_page.ts";
import { readmeHtml } from "../../mod/http/files/page/readme_html.ts";
import { replyHead } from "../../mod/http/wire/reply_head.ts";
import { escapeControls, preview } from "../../mod/io/visible_text.ts";
import { anyText, corpus, fc, property, textOf } from "../_kit/property.ts";

const hostile = () =>
  fc.oneof(
    anyText(),
    textOf("<script>", "</", '"', "'", "&", "<!--", " onload=", "`", "\u202e", "\0", "a", ">"),
  );

property("escapeHtml() leaves no mark of HTML, and the browser reads what was meant", hostile(), (text) => {
  const html = escapeHtml(text);
  assert(!/[<>"'\p{Cc}]|&(?!(amp|lt|gt|quot|#39);)/u.test(html), html);
  const read = html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => READ[name as "lt"]);
  assertEquals(read, text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd"));
});

const READ = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

const markdown = () =>
  textOf(
    ...[
      "# a\n",
      "* ",
      "> ",
      "[a](",
      ")",
      "javascript:",
      "JaVa\tScript&#58;",
      "&colon;",
      "https://x/",
      "data:text/html,",
    ],
    ...[
      "![",
      "](",
      "<a href=x>",
      "<img src=x onerror=alert(1)>",
      "<script>alert(1)</script>",
      "[a]: ",
      "[a]\n\n",
    ],
    ...[
      "`",
      "```\n",
      "|a|\n|-|\n",
      "\n",
      '"',
      "'",
      "(",
      "x",
      "<https://a>",
      "<javascript:x>",
      "\\",
      "&",
      ";",
      "~~",
    ],
  );

property(
  "nobody's README runs in our page",
  markdown(),
  async (text) => {
    const html = await readmeHtml("README.md", text);
    for (const [tag, name] of html.matchAll(/<\/?([a-z0-9]+)[^>]*>/gi)) {
      assert(ALLOWED.has(name!.toLowerCase()), tag);
      for (const [, attribute] of tag.matchAll(/\s([a-z-]+)=/gi)) {
        assert(
          ["href", "src", "alt", "title", "align", "start", "class", "type", "checked", "disabled"].includes(
            attribute!,
          ),
          tag,
        );
      }
      const address = /\s(?:href|src)="([^"]*)"/.exec(tag)?.[1];
      if (address === undefined) continue;
      // Read as a browser reads it: characters by name or number, then the scheme.
      const plain = address.replaceAll("&amp;", "&").replace(/&(quot|lt|gt|#39);/g, "_");
      if (!URL.canParse(plain, "http://own/")) continue; // leads nowhere
      const { protocol } = new URL(plain, "http://own/");
      assert(["http:", "https:", "mailto:"].includes(protocol), tag);
    }
  },
  { corpus: corpus("readmes") },
);

const ALLOWED = new Set(
  "h1 h2 h3 h4 h5 h6 p a img ul ol li em strong del code pre blockquote table thead tbody tr th td hr br input"
    .split(" "),
);

property(
  "a README that was made to break the renderer is shown all the same",
  fc.tuple(
    fc.constantFrom(
      "> ",
      "1. ",
      "- ",
      "[ ",
      "*a ",
      "**a _b ",
      "` ",
      "<a ",
      "![ ",
      "[a](b ",
      "~~a ",
      "&am ",
      "|a",
    ),
    fc.integer({ min: 1000, max: 32_000 }),
  ),
  async ([piece, times]) => {
    const text = piece.repeat(times).slice(0, 64 * 1024);
    assert((await readmeHtml("README.md", text)).startsWith("<"));
  },
  { runs: 5, corpus: corpus("deep").map((piece): [string, number] => [piece, 32_000]) },
);

property(
  "a listing has no tag that a file's name wrote, and every link leads to the file",
  fc.uniqueArray(hostile().filter((name) => name !== "" && !name.includes("/")), { maxLength: 4 }),
  (names) => {
    const entries = names.map((name) => ({
      name,
      kind: "file" as const,
      size: 1,
      modified: 0,
      path: "",
      open: false,
    }));
    const html = [...listingPage({
      names: ["top"],
      entries,
      rows: entries.map((entry) => listingRow(entry, "fr")),
      view: { sort: "name", descending: false, search: "" },
      upload: undefined,
      manage: true,
      readme: undefined,
      title: "files",
      language: "en",
    }, "nonce")].join("");
    for (const script of html.match(/<script[^>]*>/g) ?? []) assert(script.includes('nonce="nonce"'), script);
    assert(!/<[^>]*\sonload=/.test(html));
    const links = [...html.matchAll(/<a [^>]*href="([^"?#]*)"/g)].map(([, href]) => href!);
    for (const name of names) {
      const wanted = name.toWellFormed();
      assert(
        links.some((href) => safely(() => decodeURIComponent(href.replace(/^\.\//, ""))) === wanted),
        wanted,
      );
    }
  },
);

property(
  "a reply's head has the fields it was given and no others, whatever is in them",
  hostile(),
  (value) => {
    const head = replyHead({ status: 200, fields: [["x", value]] }, { kind: "none", close: true }, 0).join(
      "",
    );
    assertEquals(head.split("\r\n").length, 7, head);
    assert(!/[^\r\n\x20-\x7e\x80-\xff]/.test(head));
    assert(head.includes(`\r\nx: ${/^[\x20-\x7e]*$/.test(value) ? value : ""}`));
  },
);

property(
  "what a peer sends cannot steer the terminal that shows it",
  fc.oneof(hostile(), anyText()),
  (text) => {
    for (const shown of [escapeControls(text), preview(new TextEncoder().encode(text))]) {
      assert(!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(shown), JSON.stringify(shown));
    }
    const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\]/gu, "");
    assertEquals(escapeControls(plain), plain);
  },
);

function safely<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
