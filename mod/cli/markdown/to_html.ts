import { escapeXmlMarkup } from "../../io/escape_xml.ts";
import type { Language } from "../../i18n/text.ts";
import { type Block, type Inline, readBlocks } from "./read_blocks.ts";

/** What a page needs besides its text. */
export interface HtmlPageOptions {
  readonly language: Language;
  /** The content of an image beside the page, as SVG; `undefined` when there is none. */
  readonly image: (target: string) => string | undefined;
}

/** A page of Markdown as one file that a browser shows and prints: each chapter begins on a sheet of its own. */
export function markdownToHtml(text: string, options: HtmlPageOptions): string {
  const blocks = readBlocks(text);
  const title = blocks.find((block) => block.kind === "heading");
  return `<!doctype html>
<html lang="${options.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title === undefined ? "netlab" : escapeXmlMarkup(plain(title.text))}</title>
<style>${STYLE}</style>
</head>
<body>
${blocks.map((block) => blockToHtml(block, options)).join("\n")}
</body>
</html>`;
}

function blockToHtml(block: Block, options: HtmlPageOptions): string {
  const inner = (text: readonly Inline[]) => text.map((each) => inlineToHtml(each, options)).join("");
  const all = (blocks: readonly Block[]) => blocks.map((each) => blockToHtml(each, options)).join("\n");
  switch (block.kind) {
    case "heading":
      return `<h${block.level} id="${anchor(plain(block.text))}">${inner(block.text)}</h${block.level}>`;
    case "paragraph":
      return `<p>${inner(block.text)}</p>`;
    case "code":
      return `<pre><code>${escapeXmlMarkup(block.lines.join("\n"))}</code></pre>`;
    case "list": {
      const name = block.ordered ? "ol" : "ul";
      return `<${name}>\n${
        block.items.map((item) => `<li>${itemToHtml(item, options)}</li>`).join("\n")
      }\n</${name}>`;
    }
    case "quote":
      return `<blockquote>${all(block.blocks)}</blockquote>`;
    case "details":
      return `<details><summary>${inner(block.summary)}</summary>\n${all(block.blocks)}\n</details>`;
    case "rule":
      return "<hr>";
    case "table": {
      const row = (cells: readonly (readonly Inline[])[], name: string) =>
        `<tr>${cells.map((cell) => `<${name}>${inner(cell)}</${name}>`).join("")}</tr>`;
      const [head, ...rows] = block.rows;
      return `<table>\n<thead>${row(head!, "th")}</thead>\n<tbody>\n${
        rows.map((each) => row(each, "td")).join("\n")
      }\n</tbody>\n</table>`;
    }
  }
}

/** An item of one paragraph needs none. */
function itemToHtml(item: readonly Block[], options: HtmlPageOptions): string {
  const [first, ...rest] = item;
  if (first?.kind !== "paragraph") return item.map((each) => blockToHtml(each, options)).join("\n");
  const text = first.text.map((each) => inlineToHtml(each, options)).join("");
  return [text, ...rest.map((each) => blockToHtml(each, options))].join("\n");
}

function inlineToHtml(inline: Inline, options: HtmlPageOptions): string {
  if (inline.kind === "text") return escapeXmlMarkup(inline.text);
  if (inline.kind === "code") return `<code>${escapeXmlMarkup(inline.text)}</code>`;
  const inside = inline.inside.map((each) => inlineToHtml(each, options)).join("");
  if (inline.kind === "strong") return `<strong>${inside}</strong>`;
  if (inline.kind === "emphasis") return `<em>${inside}</em>`;
  if (inline.kind === "image") {
    const svg = options.image(inline.target);
    return svg === undefined
      ? `[${inside}]`
      : `<img alt="${escapeXmlMarkup(plain(inline.inside))}" src="data:image/svg+xml,${
        encodeURIComponent(svg)
      }">`;
  }
  // another page is another file, which is not here
  return /^(?:https?:|#)/.test(inline.target)
    ? `<a href="${escapeXmlMarkup(inline.target)}">${inside}</a>`
    : inside;
}

function plain(text: readonly Inline[]): string {
  return text.map((each) => "text" in each ? each.text : plain(each.inside)).join("");
}

/** The name by which a heading is linked to, as GitHub makes it. */
function anchor(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replace(/\s/g, "-");
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
pre, code { font: 0.875rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
th code, td code { font-size: 0.9em; }
pre { border: 1px solid #808080; border-radius: 4px; padding: 0.6rem; overflow-x: auto; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid #808080; padding: 0.2rem 0.5rem; text-align: left; vertical-align: top; }
img { max-width: 100%; height: auto; } blockquote { border-left: 3px solid #808080; margin-left: 0; padding-left: 1rem; }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  :root { color-scheme: light; }
  body { font-size: 10.5pt; max-width: none; margin: 0; padding: 0; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 8.5pt; } pre code { font-size: inherit; }
  table { display: table; font-size: 9pt; width: 100%; overflow-wrap: anywhere; } thead { display: table-header-group; }
  h1, h2, h3, summary { break-after: avoid; } h2 { break-before: page; } h2:first-of-type { break-before: auto; }
  pre, tr, img, li { break-inside: avoid; } p { orphans: 3; widows: 3; } a { color: inherit; text-decoration: none; }
}`;
