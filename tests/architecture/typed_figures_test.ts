import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";

/**
 * A measured figure in the pages about speed is read off a run that is kept in `bench/results`: one that was typed by
 * hand cannot be traced to anything, and stays when the program has changed.
 */
const PAGES = ["docs/growth.md", "docs/performance.md"];

/** What `deno task docs` writes, blocks of commands, and what one looks up under a name. */
const NOT_TYPED =
  /<!-- (results|changes|options) of [^]*?<!-- end of (results|changes|options) -->|^```[^]*?^```|`[^`\n]*`|\]\([^)]*\)/gm;

/** Rules of the measurements themselves, which nobody has measured. */
const RULES = /\b(100|95|2|5) %|60 seconds/g;

/** Measured are times, rates, shares, ratios and the cells of a table. */
const MEASURED =
  /^\|.*\d.*$|\d[\d., –-]*\s?(?:µs|ms|ns|KB\/s|MB\/s|GB\/s|lines\/s|answers\/s|files\/s|requests\/s|%|×)|\d s (?:of|instead|for)\b|\b\d+\.\d+\b(?!\.\d)|\b\d+ times\b/gm;

function typedFigures(page: string): string[] {
  const typed = page.replaceAll(NOT_TYPED, "").replaceAll(RULES, "").replaceAll(
    /Deno \d[\d.]+|since \d\.\d/g,
    "",
  );
  return [...typed.matchAll(MEASURED)].map(([figure]) => figure.trim());
}

Deno.test("a figure in the pages about speed is read off bench/results", async () => {
  for (const name of PAGES) {
    const page = await Deno.readTextFile(fromFileUrl(new URL(`../../${name}`, import.meta.url)));
    assertEquals(
      typedFigures(page),
      [],
      `${name} has figures that were typed by hand. Let a run of the benches show them: <!-- results of SUITE: NAME --> ` +
        "<!-- end of results -->, or, for before and after, deno task bench:SUITE --compare REF --keep NAME with " +
        "<!-- changes of NAME --> <!-- end of changes -->; then deno task docs. Or say it in words",
    );
  }
});

Deno.test("the guard against typed figures sees times, rates, shares, ratios and tables", () => {
  const typed = [
    "It took 15.0 µs before.",
    "| 64 bytes | 8 | 9 |",
    "120 → 109 µs CPU",
    "57 % of the time",
    "1.02 s of processor time",
    "2.6 GB/s by netlab",
    "from 0.67 of Python's speed",
    "took 20 times as long",
  ];
  for (const text of typed) assert(typedFigures(text).length > 0, text);
  const rules = [
    "a body of up to 64 KiB",
    "with 200 clients",
    "`--max-semi-space-size=4`",
    "since 2.9",
    "<!-- results of echo: a -->\n\n| a | 1.5 µs |\n\n<!-- end of results -->",
    "```\nload 1.5 µs\n```\n",
  ];
  for (const text of rules) assertEquals(typedFigures(text), [], text);
});
