import { assert, assertEquals } from "@std/assert";

const STYLE = (await Promise.all(
  ["base.css", "dialog.css", "page.css", "uploads.css", "organize.css"].map((name) =>
    Deno.readTextFile(new URL(`../../../mod/http/assets/${name}`, import.meta.url))
  ),
)).join("\n");

/** The colours of the light page, or of the dark one. */
function colours(scheme: "light" | "dark"): Map<string, string> {
  const blocks = [...STYLE.matchAll(/:root \{(.*?)\}/gs)].map(([, block]) => block!);
  assertEquals(blocks.length, 2);
  return new Map(
    [...blocks[scheme === "light" ? 0 : 1]!.matchAll(/--(\w+): (#\w+);/g)].map((
      [, name, value],
    ) => [name!, value!]),
  );
}

/** The relative luminance of a colour (WCAG 2.2, definitions). */
function luminance(colour: string): number {
  const digits = colour.length === 4
    ? [...colour.slice(1)].map((digit) => digit + digit)
    : colour.match(/\w\w/g)!;
  const [red, green, blue] = digits.map((pair) => {
    const part = parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light! + 0.05) / (dark! + 0.05);
}

/** What has to stand out against what, and by how much (WCAG 2.2, 1.4.3 and 1.4.11). */
const PAIRS: readonly [what: string, against: readonly string[], least: number][] = [
  ["ink", ["paper", "card", "hover"], 4.5],
  ["soft", ["paper", "card", "hover"], 4.5],
  ["accent", ["paper", "card", "hover"], 4.5],
  ["good", ["card"], 4.5],
  ["bad", ["card"], 4.5],
  ["edge", ["paper", "card", "hover"], 3],
];

for (const scheme of ["light", "dark"] as const) {
  Deno.test(`the ${scheme} page can be read, and its fields and buttons be found`, () => {
    const known = colours(scheme);
    for (const [what, against, least] of PAIRS) {
      for (const other of against) {
        const found = contrast(known.get(what)!, known.get(other)!);
        assert(found >= least, `${what} on ${other}: ${found.toFixed(2)}`);
      }
    }
  });
}

Deno.test("what can be used or stands by itself has the border that can be seen", () => {
  for (
    const selector of [
      "input[type=search]",
      ".sign-in input",
      ".ask input",
      ".ask",
      ".button",
      ".card",
      ".drop",
    ]
  ) {
    const rules = STYLE.split("\n}").filter((rule) =>
      rule.split("{")[0]!.split(",").some((each) => each.trim() === selector)
    );
    assert(rules.some((rule) => /border: \dpx (solid|dashed) var\(--edge\)/.test(rule)), selector);
  }
});
