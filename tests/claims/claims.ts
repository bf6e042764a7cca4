/**
 * # What a page claims, and what proves it
 *
 * A page that says "a head may take 10 s" is believed, so it has to be true. Each row of the tables that
 * promise something has a proof here: a function that reads the figure from the page, not from the code, and
 * tries it on the real program. When the page changes and the program does not, or the other way round, the
 * proof fails. A row without a proof fails, too, and so does a proof without its row.
 */
import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { marked, type Tokens } from "marked";

const ROOT = new URL("../../", import.meta.url);

/** A row of a table, or a point of a list, as the reader sees it. */
export interface Claim {
  /** What the row is about: its first cell, or the bold words a point begins with. */
  readonly what: string;
  /** The other cells, or the rest of the point. */
  readonly says: readonly string[];
}

/** Tries on the program what a row says. */
export type Proof = (claim: Claim) => Promise<void> | void;

/** What stands below a heading of a page: the rows of its tables and the points of its lists. */
export function claimsOf(page: string, heading: string): Claim[] {
  const found: Claim[] = [];
  let inside = false;
  for (const token of marked.lexer(Deno.readTextFileSync(new URL(`docs/${page}`, ROOT)))) {
    if (token.type === "heading") inside = token.text === heading;
    if (!inside) continue;
    if (token.type === "table") found.push(...rows(token as Tokens.Table));
    if (token.type === "list") found.push(...(token as Tokens.List).items.flatMap(point));
  }
  assert(found.length > 0, `docs/${page} has no table and no list under "${heading}"`);
  return found;
}

function rows(table: Tokens.Table): Claim[] {
  return table.rows.map(([first, ...rest]) => ({
    what: plain(first!.text),
    says: rest.map((cell) => plain(cell.text)),
  }));
}

function point(item: Tokens.ListItem): Claim[] {
  const [, what, says] = /^\*\*(.+?)\*\*:?\s*([^]*)$/.exec(item.text) ?? [];
  return what === undefined ? [] : [{ what, says: [plain(says!)] }];
}

function plain(markdown: string): string {
  return markdown.replaceAll(/`/g, "").replaceAll("\\|", "|").replaceAll(/\s+/g, " ").trim();
}

/** The areas that have a file of proofs of their own: what a row is about begins with them. */
const AREAS = [
  "HTTPS",
  "HTTP",
  "WebDAV",
  "WebSocket",
  "chat",
  "prime",
  "calc",
  "kv",
  "relay",
  "share",
  "get and put",
  "check all",
  "check",
  "class",
  "watch",
];

/**
 * A test for each row of one area of a table.
 *
 * @param area one of {@linkcode AREAS}, or "servers" for the rows that are about all of them
 * @param proofs by what the row is about, to the letter
 */
export function prove(
  page: string,
  heading: string,
  area: string,
  proofs: Readonly<Record<string, Proof>>,
): void {
  const claims = claimsOf(page, heading).filter(({ what }) => areaOf(what) === area);
  for (const claim of claims) {
    Deno.test(`docs/${page} on ${claim.what}: ${claim.says[0]!.slice(0, 60)}`, () => {
      const proof = proofs[claim.what];
      assert(
        proof !== undefined,
        `Nothing proves what docs/${page} says on "${claim.what}": add a proof under this name to tests/claims`,
      );
      return proof(claim);
    });
  }
  Deno.test(`docs/${page}, ${heading}: no proof has lost its row (${area})`, () => {
    const there = new Set(claims.map(({ what }) => what));
    assertEquals(Object.keys(proofs).filter((what) => !there.has(what)), []);
  });
}

function areaOf(what: string): string {
  return AREAS.find((area) => what.startsWith(`${area}:`)) ?? "servers";
}

/**
 * For a promise that tests elsewhere hold: those tests must be there, by file and by a part of their name.
 */
export function heldBy(...tests: readonly (readonly [file: string, name: string])[]): Proof {
  return () => {
    for (const [file, name] of tests) {
      const source = Deno.readTextFileSync(fromFileUrl(new URL(file, ROOT)));
      assert(source.includes(name), `${file} has no test "${name}" any more`);
    }
  };
}

/** Several proofs of one row. */
export function all(...proofs: readonly Proof[]): Proof {
  return async (claim) => {
    for (const proof of proofs) await proof(claim);
  };
}

/** The figures in a cell, in bytes, seconds or pieces: "32 KiB, 100 fields" is 32768 and 100. */
export function figures(cell: string): number[] {
  return [...cell.matchAll(/(\d[\d ]*)(?: ?(KiB|MiB|GiB|ms|s|min|h)\b)?/g)].map(([, digits, unit]) =>
    Number(digits!.replaceAll(" ", "")) * UNITS[unit ?? ""]!
  );
}

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  ms: 0.001,
  s: 1,
  min: 60,
  h: 3600,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};

/** A proof that compares the first figures of the limit's cell with what the code counts by. */
export function figuresAre(...expected: readonly number[]): Proof {
  return ({ says }) => assertEquals(figures(says[0]!).slice(0, expected.length), expected);
}

/**
 * A proof that the first figures of the limit's cell are those of constants in the code, in their order.
 * Times are milliseconds there; what a limit does is proved elsewhere, see {@linkcode heldBy}.
 */
export function constants(...named: readonly (readonly [file: string, name: string, unit?: "ms"])[]): Proof {
  return ({ says }) => {
    const expected = named.map(([file, name, unit]) => {
      const source = Deno.readTextFileSync(fromFileUrl(new URL(file, ROOT)));
      const written = new RegExp(`const ${name}\\b[^=]*= ([\\d_ *<()]+);`).exec(source)?.[1];
      assert(written !== undefined, `${file} has no constant ${name} any more`);
      const value = written.replaceAll(/[_()\s]/g, "").split("*").reduce((product, factor) => {
        const [base, shift = 0] = factor.split("<<").map(Number);
        return product * base! * 2 ** shift;
      }, 1);
      return unit === "ms" ? value / 1000 : value;
    });
    assertEquals(figures(says[0]!).slice(0, expected.length), expected);
  };
}
