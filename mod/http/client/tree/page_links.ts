/*
The links of a page, found without a parser of HTML: what is wanted is the listing that some server has made
of a folder, in whatever HTML of whatever decade, and every such page says `<a href=…>`. One pass over the
text, no recursion, nothing remembered but where it is; what is broken off at the end is no link.
*/

/** A tag that begins a link, up to its attributes. */
const LINK = /^a[\s/]/i;
/** Elements in which a `<` is not a tag. */
const RAW = /^(script|style|textarea|title|xmp)[\s/>]/i;
/** An attribute, its value in quotes or bare. */
const ATTRIBUTE = /[\s/]*([^\s=<>"'/][^\s=<>/]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?/y;
/** The longest tag that is read, characters. */
const LONGEST_TAG = 16 * 1024;

/**
 * The addresses that the links of a page have, as they stand there, in their order.
 *
 * @param html of any quality
 */
export function* pageLinks(html: string): Generator<string> {
  for (let at = html.indexOf("<"); at !== -1; at = html.indexOf("<", at + 1)) {
    if (html.startsWith("<!--", at)) {
      at = html.indexOf("-->", at + 4);
      if (at === -1) return;
      continue;
    }
    const tag = html.slice(at + 1, at + 12);
    const raw = RAW.exec(tag)?.[1];
    if (raw !== undefined) {
      const end = new RegExp(`</${raw}`, "ig");
      end.lastIndex = at;
      if (end.exec(html) === null) return;
      at = end.lastIndex;
    } else if (LINK.test(tag)) {
      const { href, end } = hrefIn(html.slice(at + 2, at + 2 + LONGEST_TAG));
      if (href !== undefined) yield withoutReferences(href);
      at += 1 + end; // nothing is read twice, or a page could make this take for ever
    }
  }
}

/** @param attributes what follows the name of a tag, and more @returns its address, and how far was read */
function hrefIn(attributes: string): { href: string | undefined; end: number } {
  let end = 0;
  for (let found = attribute(attributes, end); found !== null; found = attribute(attributes, end)) {
    end += found[0].length;
    if (found[1]!.toLowerCase() !== "href") continue;
    return { href: (found[2] ?? found[3] ?? found[4])?.trim(), end };
  }
  return { href: undefined, end };
}

function attribute(attributes: string, at: number): RegExpExecArray | null {
  ATTRIBUTE.lastIndex = at;
  return ATTRIBUTE.exec(attributes);
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

/** Character references as text: those that listings use. */
function withoutReferences(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) {
      return Object.hasOwn(NAMED, name.toLowerCase()) ? NAMED[name.toLowerCase()]! : all;
    }
    const code = decimal !== undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : all;
  });
}
