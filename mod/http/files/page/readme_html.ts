import { replaceUnsafe } from "../../../io/visible_text.ts";
import { escapeHtml } from "../../page/escape_html.ts";

/** A longer README is cut off: it is a greeting, not a book. */
export const README_LIMIT = 64 * 1024;
/**
 * The renderer's time grows with the square of such a run: seventeen seconds for 128 KiB of
 * `a.a.a.`, during which nobody else would be served.
 */
const LONG_WORD = /\S{1000}/;
/**
 * It follows quotes in quotes and lists in lists by recursion, which takes a second for thousands of them,
 * and then fails.
 */
const DEEP = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){50}/m;

/** Which file of a folder is its README, if any; Markdown is preferred. */
export function readmeName(names: readonly string[]): string | undefined {
  const some = names.filter((name) => /^readme/i.test(name));
  return some.find((name) => /^readme\.(md|markdown)$/i.test(name)) ??
    some.find((name) => /^readme(\.txt)?$/i.test(name));
}

/**
 * A README as HTML. Markdown is rendered with `marked`, unless it was made to keep that busy; HTML
 * inside it is shown as text, comments are not, and only harmless links are kept, so that no README can run code in
 * our page.
 *
 * @param name says whether it is Markdown
 * @param text its content
 */
export async function readmeHtml(name: string, text: string): Promise<string> {
  // Of the page, not of the text: Markdown has other ways to write a control character
  return replaceUnsafe(await rendered(name, text), "\ufffd", "\t\r\n");
}

async function rendered(name: string, text: string): Promise<string> {
  if (!/\.(md|markdown)$/i.test(name) || LONG_WORD.test(text) || DEEP.test(text)) {
    return `<pre class="plain">${escapeHtmlLines(text)}</pre>`;
  }
  const { Marked } = await import("marked");
  const marked = new Marked({ gfm: true, async: false });
  marked.use({
    renderer: { html: ({ text }) => escapeHtmlLines(withoutComments(text)) },
    walkTokens: (token) => {
      if (token.type === "link" || token.type === "image") token.href = safeLink(token.href);
    },
  });
  return marked.parse(text, { async: false });
}

/** Who writes a comment does not mean it to be read; one that never ends reaches to the end of its block. */
function withoutComments(html: string): string {
  return html.replace(/<!--.*?(?:-->|$)/gs, "");
}

/**
 * The address, made safe for our page. Markdown lets characters be written as HTML entities, and
 * leaves decoding them to the browser: a relative address to us may be `javascript:` over there. So
 * we leave it nothing to decode.
 */
function safeLink(href: string): string {
  const plain = href.replaceAll("&amp;", "&");
  return isSafeLink(plain) && !/&(#|\w+;)/.test(plain) ? plain.replaceAll("&", "&amp;") : "#";
}

/** Relative addresses, and the schemes that only lead somewhere. */
function isSafeLink(href: string): boolean {
  // deno-lint-ignore no-control-regex -- browsers skip these inside a scheme's name
  const plain = href.replace(/[\x00-\x20]/g, "");
  return !/^[a-z][a-z0-9+.-]*:/i.test(plain) || /^(https?|mailto):/i.test(plain);
}

function escapeHtmlLines(text: string): string {
  return text.split(/(\r?\n|\t)/).map((part) => /^(\r?\n|\t)$/.test(part) ? part : escapeHtml(part)).join("");
}
