import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { marked, type Token } from "marked";
import { everyPage, type Page, pathOf } from "./pages.ts";

Deno.test("links of the documents lead to files and headings that are there", () => {
  const pages = new Map(everyPage().map((page) => [page.name, page]));
  let seen = 0;
  const broken: string[] = [];
  for (const page of pages.values()) {
    for (const href of links(page)) {
      if (/^[a-z]+:/.test(href)) continue;
      seen++;
      if (!leadsSomewhere(page, href, pages)) broken.push(`${page.name}: ${href}`);
    }
  }
  assertEquals(
    broken,
    [],
    "a link leads from the folder of its page to a file, and behind # to a heading in small letters, with - for blanks",
  );
  assert(seen > 30, `hardly any link was found (${seen}): the search must be broken`);
});

function leadsSomewhere(page: Page, href: string, pages: ReadonlyMap<string, Page>): boolean {
  const [path = "", anchor] = href.split("#");
  const name = path === ""
    ? page.name
    : join(page.name, "..", decodeURIComponent(path)).replaceAll("\\", "/");
  if (!exists(pathOf(name))) return false;
  if (anchor === undefined) return true;
  const target = pages.get(name);
  return target !== undefined && headings(target).includes(decodeURIComponent(anchor));
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

/** What a page links to and shows, in Markdown and in HTML. */
function links({ text }: Page): string[] {
  const found: string[] = [];
  marked.walkTokens(marked.lexer(text), (token: Token) => {
    if (token.type === "link" || token.type === "image") found.push(token.href);
    if (token.type !== "html") return;
    for (const [, href] of token.raw.matchAll(/(?:href|src|srcset)="([^"]+)"/g)) found.push(href!);
  });
  return found;
}

/** The anchors that GitHub gives to the headings of a page. */
function headings({ text }: Page): string[] {
  const seen = new Map<string, number>();
  const anchors: string[] = [];
  marked.walkTokens(marked.lexer(text), (token: Token) => {
    if (token.type !== "heading") return;
    const plain = token.text.replaceAll(/[`*_]|\[([^\]]*)\]\([^)]*\)/g, "$1");
    const anchor = plain.toLowerCase().replaceAll(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    anchors.push(before === 0 ? anchor : `${anchor}-${before}`);
  });
  return anchors;
}
