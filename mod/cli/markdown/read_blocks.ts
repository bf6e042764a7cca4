import { Lexer, type Token, type Tokens } from "marked";

/*
 * A page of the documentation by its pieces: what `marked` finds in it (CommonMark, with GitHub's tables), and of its HTML
 * only `details`, `summary` and comments, which are all that the pages have.
 */

/** A piece of a page. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly text: readonly Inline[] }
  | { readonly kind: "code"; readonly language: string; readonly lines: readonly string[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | { readonly kind: "details"; readonly summary: readonly Inline[]; readonly blocks: readonly Block[] }
  | { readonly kind: "rule" }
  | Table;

/** A table; the first row is its head. */
export interface Table {
  readonly kind: "table";
  readonly rows: readonly (readonly (readonly Inline[])[])[];
}

/** A piece of a line. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong"; readonly inside: readonly Inline[] }
  | { readonly kind: "emphasis"; readonly inside: readonly Inline[] }
  | { readonly kind: "link"; readonly target: string; readonly inside: readonly Inline[] }
  | { readonly kind: "image"; readonly target: string; readonly inside: readonly Inline[] };

/** The blocks of a page. Comments are left out. */
export function readBlocks(text: string): Block[] {
  return blocksOf(new Lexer({ gfm: true }).lex(text));
}

function blocksOf(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.type === "html" && /^<details/.test(token.raw)) {
      const end = endOfDetails(tokens, at);
      const summary = /<summary>([^]*?)<\/summary>/.exec(token.raw)?.[1] ?? "";
      const inside = blocksOf(tokens.slice(at + 1, end));
      blocks.push({ kind: "details", summary: [{ kind: "text", text: summary }], blocks: inside });
      at = end;
    } else blocks.push(...blockOf(token));
  }
  return blocks;
}

function endOfDetails(tokens: readonly Token[], start: number): number {
  const end = tokens.findIndex((each, index) =>
    index > start && each.type === "html" && /<\/details>/.test(each.raw)
  );
  return end < 0 ? tokens.length : end;
}

/** None for what has nothing to show: space, comments, other HTML. */
function blockOf(token: Token): Block[] {
  switch (token.type) {
    case "heading":
      return [{ kind: "heading", level: token.depth, text: inlinesOf(token.tokens) }];
    case "paragraph":
    case "text":
      return [{ kind: "paragraph", text: inlinesOf(token.tokens ?? [token]) }];
    case "code":
      return [{ kind: "code", language: token.lang ?? "", lines: token.text.split("\n") }];
    case "blockquote":
      return [{ kind: "quote", blocks: blocksOf(token.tokens ?? []) }];
    case "hr":
      return [{ kind: "rule" }];
    case "list": {
      const { ordered, items } = token as Tokens.List;
      return [{ kind: "list", ordered, items: items.map((item) => blocksOf(item.tokens)) }];
    }
    case "table": {
      const { header, rows } = token as Tokens.Table;
      return [{
        kind: "table",
        rows: [header, ...rows].map((row) => row.map((cell) => inlinesOf(cell.tokens))),
      }];
    }
    default:
      return [];
  }
}

function inlinesOf(tokens: readonly Token[] = []): Inline[] {
  return tokens.flatMap((token): Inline[] => {
    switch (token.type) {
      case "codespan":
        return [{ kind: "code", text: token.text }];
      case "strong":
        return [{ kind: "strong", inside: inlinesOf(token.tokens) }];
      case "em":
        return [{ kind: "emphasis", inside: inlinesOf(token.tokens) }];
      case "link":
        return [{ kind: "link", target: token.href, inside: inlinesOf(token.tokens) }];
      case "image":
        return [{ kind: "image", target: token.href, inside: [{ kind: "text", text: token.text }] }];
      case "br":
        return [{ kind: "text", text: " " }];
      case "html":
        return [];
      default:
        return "tokens" in token && token.tokens !== undefined
          ? inlinesOf(token.tokens)
          : [{ kind: "text", text: plainText(token) }];
    }
  });
}

/** A line end within a paragraph is a space. */
function plainText(token: Token): string {
  const text = "text" in token ? String(token.text) : token.raw;
  return text.replace(/\s*\n\s*/g, " ").replace(/&(lt|gt|amp|quot|nbsp);/g, (_, name) => ENTITIES[name]!);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: "\u00a0" };
