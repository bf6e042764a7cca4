import { assertEquals, assertMatch } from "@std/assert";
import { readmeHtml } from "../../../../mod/http/files/page/readme_html.ts";

/** Ways to write an address that runs when it is clicked. */
const RUNS = [
  "[a](javascript:alert(1))",
  "[a](java&#x73;cript:alert(1))",
  "[a](&#106;avascript:alert(1))",
  "[a](javascript&colon;alert(1))",
  "[a](java&Tab;script:alert(1))",
  "[a](<java\tscript:alert(1)>)",
  "[a](vbscript:x)",
  "[a](data:text/html,x)",
  "<javascript:alert(1)>",
  "![a](javascript:alert(1))",
  "[a]: javascript:alert(1)\n\n[a]",
];

for (const markdown of RUNS) {
  Deno.test(`readmeHtml() lets nothing run: ${JSON.stringify(markdown)}`, async () => {
    const html = await readmeHtml("README.md", markdown);
    assertMatch(html, /(href|src)="#"/);
    assertEquals(/(href|src)="[^"]*script/.test(html), false, html);
  });
}

Deno.test("readmeHtml() keeps addresses as they are meant", async () => {
  assertMatch(await readmeHtml("README.md", "[a](b.html?x=1&y=2)"), /href="b\.html\?x=1&amp;y=2"/);
  assertMatch(await readmeHtml("README.md", "[a](b.html?x=1&amp;y=2)"), /href="b\.html\?x=1&amp;y=2"/);
  assertMatch(await readmeHtml("README.md", "[a](https://example.org/)"), /href="https:\/\/example\.org\/"/);
});

/** What somebody has left out by writing it as a comment; and what is no comment. */
const COMMENTS: readonly [markdown: string, html: RegExp][] = [
  ["<!-- hidden -->\n\ntext", /^\s*<p>text<\/p>\s*$/],
  ["a <!-- hidden --> b", /^<p>a {2}b<\/p>\s*$/],
  ["<!--\nhidden\n\nhidden\n-->\ntext", /^\s*<p>text<\/p>\s*$/],
  ["text\n\n<!-- never ends\n\nhidden", /^<p>text<\/p>\s*$/],
  ["<!-- hidden --><b>x</b>", /^&lt;b&gt;x&lt;\/b&gt;/],
  ["`<!-- shown -->`", /<code>&lt;!-- shown --&gt;<\/code>/],
  ["```\n<!-- shown -->\n```", /&lt;!-- shown --&gt;/],
  ["- <!-- hidden -->\n- b", /^(?!.*hidden).*b/s],
];

for (const [markdown, html] of COMMENTS) {
  Deno.test(`readmeHtml() shows no comments: ${JSON.stringify(markdown)}`, async () => {
    assertMatch(await readmeHtml("README.md", markdown), html);
  });
}

Deno.test("readmeHtml() takes no longer for many beginnings of comments", async () => {
  const html = await readmeHtml("README.md", `<!-- ${"<!--x ".repeat(10_000)}`);
  assertEquals(html.trim(), "");
});
