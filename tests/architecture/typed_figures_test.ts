import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";

/**
 * A measured figure in the pages is read off a run that is kept in `bench/results`: one that was typed by hand cannot be
 * traced to anything, and stays when the program has changed.
 */
const DOCS = fromFileUrl(new URL("../../docs/", import.meta.url));

/** Pages that are about speed and nothing else: there every figure with a unit is a measured one, and every table. */
const ABOUT_SPEED: ReadonlySet<string> = new Set(["growth.md", "performance.md"]);

/** What `deno task docs` writes, blocks of commands, and what one looks up under a name. */
const NOT_TYPED =
  /<!-- ([a-z]+)(?: of)? [^>]*?-->[^]*?<!-- end of \1 -->|^```[^]*?^```|`[^`\n]*`|\]\([^)]*\)/gm;

/** A terminal that is not tried because it measures, with what it showed once: figures that were typed all the same. */
const PASTED = /<!-- not run: a measurement[^>]*-->\s*```console\n(?:\$.*\n)+[^`$]/g;

/** Rules of the measurements themselves, which nobody has measured. */
const RULES = /\b(100|95|2|5) %|60 seconds/g;

/** Versions, sections and addresses. */
const NAMES =
  /(?:Deno|Node|CPython|NATS before version|socat|HTTP|Apache|version|GMP|sympy|§)[ /-]?\d+(?:\.\d+)+|(?:since|From) \d\.\d+/g;

/** On pages about speed: times, rates, shares, ratios and the cells of a table. */
const MEASURED =
  /^\|.*\d.*$|\d[\d., –-]*\s?(?:µs|ms|ns|KB\/s|MB\/s|GB\/s|lines\/s|answers\/s|files\/s|requests\/s|%|×)|\d s (?:of|instead|for)\b|\b\d+\.\d+\b(?!\.\d)|\b\d+ times\b/gm;

/** Elsewhere: times and rates of machines, and what has a decimal and a unit. */
const MEASURED_ANYWHERE =
  /\d[\d.,]*\s?(?:µs|ms|ns)\b|\d[\d.,]*\s?(?:[KMG]i?B|lines|answers|files|requests)\/s\b|\d[\d.,]*\s?%|\d\.\d+\s?(?:[KMG]i?B|s|times)\b|\d answers a second\b/g;

/** What is said of a page beside its limits, which `tests/claims` prove, and why it is no measurement. */
const SAID: Readonly<Record<string, readonly RegExp[]>> = {
  "calc.md": [/in\s+(?:2|3|5|6|7|9|11|18|50)\s%/g], // how often a last digit differs from glibc's: no machine's figure
  "echo.md": [/200 ms/g], // how long half a character is waited for
  "lab.md": [/40 ms late/g], // the kernel's delayed acknowledgement
  "security.md": [/5 ms to 1 s|each 100 ms/g], // limits
  "soak.md": [/10 % of one processor/g], // a fault
};

function typedFigures(name: string, page: string): string[] {
  const pasted = page.match(PASTED) ?? [];
  const typed = [NOT_TYPED, RULES, NAMES, ...SAID[name] ?? []]
    .reduce((text, said) => text.replaceAll(said, ""), page);
  const measured = ABOUT_SPEED.has(name) ? MEASURED : MEASURED_ANYWHERE;
  return [...pasted, ...[...typed.matchAll(measured)].map(([figure]) => figure.trim())];
}

const ADVICE =
  "has figures that were typed by hand. Let a run of the benches show them: <!-- results of SUITE: NAME --> " +
  "<!-- end of results -->, or, for before and after, deno task bench:SUITE --compare REF --keep NAME with " +
  "<!-- changes of NAME --> <!-- end of changes -->; then deno task docs. Or say it in words. What is a limit or " +
  "a rule, and was not measured, has its place in SAID, with the reason";

Deno.test("a measured figure in the pages is read off bench/results", async () => {
  for await (const { name } of Deno.readDir(DOCS)) {
    if (!name.endsWith(".md")) continue;
    const page = await Deno.readTextFile(`${DOCS}/${name}`);
    assertEquals(typedFigures(name, page), [], `docs/${name} ${ADVICE}`);
  }
});

Deno.test("the guard against typed figures knows no page that has gone, and no word that a page has lost", async () => {
  for (const [name, said] of Object.entries(SAID)) {
    const page = await Deno.readTextFile(`${DOCS}/${name}`);
    for (const each of said) assert(page.search(each) >= 0, `docs/${name} does not say ${each} any more`);
  }
});

Deno.test("the guard against typed figures sees times, rates, shares, ratios and tables", () => {
  const anywhere = [
    "It took 15.0 µs before.",
    "57 % of the time",
    "2.6 GB/s by netlab",
    "94.1 MiB on Linux",
    "are answered within 0.8 s",
    "| 64 bytes | 8 ms | 9 ms |",
    "<!-- not run: a measurement, with other figures each time -->\n\n```console\n$ netlab lab modes\nevents  94296\n```",
  ];
  const onPagesAboutSpeed = [
    ...anywhere,
    "| 64 bytes | 8 | 9 |",
    "120 → 109 µs CPU",
    "1.02 s of processor time",
    "from 0.67 of Python's speed",
    "took 20 times as long",
  ];
  for (const text of [...anywhere, "56 answers a second are left"]) {
    assert(typedFigures("modes.md", text).length > 0, text);
  }
  for (const text of onPagesAboutSpeed) assert(typedFigures("growth.md", text).length > 0, text);
  const rules = [
    "a body of up to 64 KiB",
    "with 200 clients",
    "`--max-semi-space-size=4`",
    "since 2.9",
    "needs Deno 2.7.11",
    "<!-- results of echo: a -->\n\n| a | 1.5 µs |\n\n<!-- end of results -->",
    "```\nload 1.5 µs\n```\n",
    "<!-- not run: a measurement, with other figures each time -->\n\n```console\n$ netlab lab modes\n```\n",
  ];
  for (const name of ["growth.md", "modes.md"]) {
    for (const text of rules) assertEquals(typedFigures(name, text), [], text);
  }
});
