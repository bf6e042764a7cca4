import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { unicodeWidth } from "@std/cli/unicode-width";
import { type Block, readBlocks } from "../../../mod/cli/markdown/read_blocks.ts";
import { markdownToHtml } from "../../../mod/cli/markdown/to_html.ts";
import { markdownToTerminal } from "../../../mod/cli/markdown/to_terminal.ts";
import { pages } from "../../../commands/pages/pages.ts";
import { topics } from "../../../commands/topics/topics.ts";
import { registry } from "../../../commands/registry.ts";

const PLAIN = { columns: 40, styled: false };

/** What is written, and what a pipe of 40 columns gets. */
const SHOWN: readonly [name: string, markdown: string, shown: string][] = [
  ["a heading", "# One\n\n## Two\n\n### Three\n", "One\n===\n\nTwo\n---\n\nThree"],
  [
    "a paragraph, wrapped",
    "one two three\nfour five six seven eight nine ten\n",
    "one two three four five six seven eight\nnine ten",
  ],
  ["code as it is", "```console\n$ netlab   x\n```\n", "    $ netlab   x"],
  ["a table", "| a | bcd |\n| - | --- |\n| `e\\|f` | g |\n", "a      bcd\n─────  ───\n`e|f`  g"],
  ["a list in a list", "- one\n  goes on\n  - two\n- three\n", "- one goes on\n\n  - two\n- three"],
  ["a numbered list", "1. one\n2. two\n", "1. one\n2. two"],
  ["a link to another page, and one within", "[lab](lab.md#x) and [here](#x)", "lab (lab.md) and here"],
  ["emphasis", "**all** of _it_, snake_case_name and 2**50 - 1", "all of it, snake_case_name and 2**50 - 1"],
  ["no comment", "a\n\n<!-- file: x -->\n\nb\n", "a\n\nb"],
  ["a comment that code shows", "```\n<!-- x -->\n```\n", "    <!-- x -->"],
  [
    "what is folded away",
    "<details>\n<summary>Solution</summary>\n\nx\n\n</details>\n\ny\n",
    "Solution\n\nx\n\ny",
  ],
  ["a quotation", "> said\n> so\n", "│ said so"],
];

for (const [name, markdown, shown] of SHOWN) {
  Deno.test(`markdownToTerminal() shows ${name}`, () =>
    assertEquals(markdownToTerminal(markdown, PLAIN), shown));
}

Deno.test("markdownToTerminal() gives a terminal its styles, and ends each in its line", () => {
  const shown = markdownToTerminal("**bold words** and `code`", { columns: 7, styled: true });
  assertEquals(shown.split("\n"), [
    "\x1b[1mbold\x1b[0m",
    "\x1b[1mwords\x1b[0m",
    "and",
    "\x1b[36mcode\x1b[0m",
  ]);
});

Deno.test("every page of docs/ is a page of netlab help, in French where there is one", () => {
  const files = [...Deno.readDirSync(new URL("../../../docs/", import.meta.url))]
    .map(({ name }) => name).filter((name) => name.endsWith(".md"));
  const source = Deno.readTextFileSync(new URL("../../../commands/pages/pages.ts", import.meta.url));
  assertEquals(files.filter((file) => !source.includes(`"docs/${file}"`)), [], "add it to PAGES");
});

Deno.test("no page is hidden behind a command or a topic of its name", () => {
  const taken = [
    ...registry.map((each) => "commands" in each ? each.name : each.verb),
    ...topics("en").map(({ name }) => name),
  ];
  assertEquals(pages("en").filter(({ name }) => taken.includes(name)).map(({ name }) => name), []);
});

Deno.test("every page is read whole: no word of it is lost, and no mark of Markdown is left", async () => {
  for (const { name, text, html } of [...pages("en"), ...pages("fr")]) {
    const shown = await text({ columns: 72, styled: false });
    assert(shown.split("\n").length > 20, name);
    const prose = shown.split("\n").filter((line) => !line.startsWith("    ") && !/^[-\d]/.test(line.trim()));
    assertEquals(
      prose.filter((line) => /^(?:#{1,6} |<\/?details|<summary|\|)|\]\(|<!--/.test(line)),
      [],
      name,
    );
    const wide = prose.filter((line) =>
      unicodeWidth(line) > 72 && / /.test(line.trim()) && !/ {2}/.test(line)
    );
    assertEquals(wide, [], name);
    const page = await html!();
    assertStringIncludes(page, "@page");
    assertEquals(/<(?:img|script|link)[^>]*(?:src|href)="(?!data:)/.test(page), false, name);
  }
});

Deno.test("the pages' marks are all known: blocks of each page hold all its headings and tables", async () => {
  for (const file of ["relay.md", "security.md", "course.md"]) {
    const text = await Deno.readTextFile(new URL(`../../../docs/${file}`, import.meta.url));
    const outside = text.replace(/^```[^]*?^```\s*$/gm, "");
    const blocks = flat(readBlocks(text));
    assertEquals(
      blocks.filter(({ kind }) => kind === "heading").length,
      outside.match(/^#{1,6} /gm)!.length,
      `headings of ${file}`,
    );
    assertEquals(
      blocks.filter(({ kind }) => kind === "table").length,
      outside.match(/^\|[ :|-]+\|$/gm)!.length,
      `tables of ${file}`,
    );
  }
});

function flat(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => [
    block,
    ..."blocks" in block ? flat(block.blocks) : block.kind === "list" ? flat(block.items.flat()) : [],
  ]);
}

Deno.test("markdownToHtml() escapes, links where a link leads somewhere, and embeds a picture", () => {
  const html = markdownToHtml("# A & B\n\n`<b>` [x](y.md) [z](https://example.org/) ![p](p.svg)\n", {
    language: "fr",
    image: () => "<svg/>",
  });
  assertStringIncludes(html, '<html lang="fr">');
  assertStringIncludes(html, '<h1 id="a--b">A &amp; B</h1>');
  assertStringIncludes(
    html,
    '<p><code>&lt;b&gt;</code> x <a href="https://example.org/">z</a> <img alt="p" src="data:image/svg+xml,%3Csvg%2F%3E"></p>',
  );
});
