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
