/*
XML (1.0, with namespaces) as clients of WebDAV send it: elements, attributes, text, CDATA, comments and
processing instructions. What is not well-formed is refused, and so is every document type: it could name
files of this machine, or let ten lines grow to gigabytes. So the only entities are the five that every
document has. Depth and number of elements are limited; the length is limited by who reads the body.
*/

import { XML, type XmlElement } from "./xml_element.ts";

/** The deepest nesting of elements. */
export const MOST_XML_LEVELS = 50;
/** The most elements and attributes of a document. */
export const MOST_XML_NODES = 5000;

/** A text that is not XML, or not such as is taken here. */
export class XmlError extends Error {
  override readonly name = "XmlError";
}

const XMLNS = "http://www.w3.org/2000/xmlns/";
const S = "[\\t\\n\\r ]";
const START =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D" +
  "\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const NCNAME = `[${START}][${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040]*`;
const QNAME = `(?:(${NCNAME}):)?(${NCNAME})`;
const OPEN = new RegExp(`<${QNAME}`, "uy");
const ATTRIBUTE = new RegExp(`${S}+${QNAME}${S}*=${S}*(?:"([^"<]*)"|'([^'<]*)')`, "uy");
const OPEN_END = new RegExp(`${S}*(/?)>`, "y");
const CLOSE = new RegExp(`</${QNAME}${S}*>`, "uy");
const TEXT = /[^<]+/y;
const CDATA = /<!\[CDATA\[([^]*?)\]\]>/y;
const COMMENT = /<!--(?:-?[^-])*-->/y;
const INSTRUCTION = new RegExp(`<\\?(?!xml[\\t\\n\\r ?])${NCNAME}(?:${S}[^]*?)?\\?>`, "uyi");
const SPACE = new RegExp(`${S}+`, "y");
const DECLARATION = new RegExp(
  `<\\?xml${S}+version${S}*=${S}*(?:"1\\.[0-9]+"|'1\\.[0-9]+')` +
    `(?:${S}+encoding${S}*=${S}*(?:"([\\w.-]+)"|'([\\w.-]+)'))?` +
    `(?:${S}+standalone${S}*=${S}*(?:"(?:yes|no)"|'(?:yes|no)'))?${S}*\\?>`,
  "y",
);
// deno-lint-ignore no-control-regex -- these are what XML forbids
const NO_CHARACTER = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));|&/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
/** Encodings that a document may say it has: that of its bytes is known before. */
const ENCODINGS = /^(utf-?8|utf-?16(le|be)?|us-ascii)$/i;

/**
 * Reads a document.
 *
 * @param text all of it
 * @returns its outermost element
 * @throws {XmlError}
 */
export function parseXml(text: string): XmlElement {
  if (NO_CHARACTER.test(text) || !text.isWellFormed()) {
    throw new XmlError("a character that XML does not have");
  }
  return new Parser(text.replace(/\r\n?/g, "\n")).document();
}

/** An element that is being read. */
interface Open {
  readonly prefix: string | undefined;
  readonly element: XmlElement & { readonly children: (XmlElement | string)[] };
  readonly spaces: ReadonlyMap<string, string>;
}

class Parser {
  #at = 0;
  #nodes = 0;
  readonly #open: Open[] = [];

  constructor(readonly text: string) {}

  document(): XmlElement {
    this.#declaration();
    this.#around();
    const root = this.#element(new Map([["xml", XML], ["", ""]]));
    while (this.#open.length > 0) this.#content();
    this.#around();
    if (this.#at < this.text.length) this.#fail();
    return root;
  }

  #declaration(): void {
    const [, one, other] = this.#take(DECLARATION) ?? [];
    const encoding = one ?? other;
    if (encoding !== undefined && !ENCODINGS.test(encoding)) {
      throw new XmlError("an encoding that is not Unicode");
    }
  }

  /** What may stand before and behind the outermost element. */
  #around(): void {
    while (this.#take(SPACE) ?? this.#take(COMMENT) ?? this.#take(INSTRUCTION));
  }

  #content(): void {
    const { element, prefix, spaces } = this.#open.at(-1)!;
    const text = this.#take(TEXT)?.[0];
    if (text !== undefined) {
      if (text.includes("]]>")) this.#fail();
      element.children.push(resolved(text));
      return;
    }
    const data = this.#take(CDATA)?.[1];
    if (data !== undefined) return void element.children.push(data);
    if (this.#take(COMMENT) ?? this.#take(INSTRUCTION)) return;
    const close = this.#take(CLOSE);
    if (close === undefined) return void element.children.push(this.#element(spaces));
    if (close[1] !== prefix || close[2] !== element.name) throw new XmlError("an end without its beginning");
    this.#open.pop();
  }

  #element(outer: ReadonlyMap<string, string>): XmlElement {
    if (this.text.startsWith("<!DOCTYPE", this.#at)) throw new XmlError("a document type");
    const [, prefix, name] = this.#take(OPEN) ?? this.#fail();
    if (prefix === "xmlns") this.#fail();
    const { spaces, given } = this.#attributes(outer);
    const space = spaceOf(prefix ?? "", spaces);
    const attributes = given.map(({ prefix, name, value }) => ({
      space: prefix === undefined ? "" : spaceOf(prefix, spaces),
      name,
      value,
    }));
    if (new Set(attributes.map((each) => `${each.space}\n${each.name}`)).size < attributes.length) {
      throw new XmlError("an attribute that is there twice");
    }
    this.#count();
    const element = { space, name: name!, attributes, children: [] };
    const [, empty] = this.#take(OPEN_END) ?? this.#fail();
    if (empty === "/") return element;
    if (this.#open.length >= MOST_XML_LEVELS) throw new XmlError("too many levels");
    this.#open.push({ prefix, element, spaces });
    return element;
  }

  #attributes(outer: ReadonlyMap<string, string>) {
    const given: { prefix: string | undefined; name: string; value: string }[] = [];
    const declared = new Map<string, string>();
    for (let found = this.#take(ATTRIBUTE); found !== undefined; found = this.#take(ATTRIBUTE)) {
      this.#count();
      const [, prefix, name, one, other] = found;
      const value = resolved((one ?? other!).replace(/[\t\n]/g, " "));
      const isDefault = prefix === undefined && name === "xmlns";
      if (!isDefault && prefix !== "xmlns") {
        given.push({ prefix, name: name!, value });
        continue;
      }
      const bound = isDefault ? "" : name!;
      checkSpace(bound, value);
      if (declared.has(bound)) throw new XmlError("an attribute that is there twice");
      declared.set(bound, value);
    }
    return { given, spaces: declared.size === 0 ? outer : new Map([...outer, ...declared]) };
  }

  #take(what: RegExp): RegExpExecArray | undefined {
    what.lastIndex = this.#at;
    const found = what.exec(this.text) ?? undefined;
    if (found !== undefined) this.#at = what.lastIndex;
    return found;
  }

  #count(): void {
    if (++this.#nodes > MOST_XML_NODES) throw new XmlError("too many elements");
  }

  #fail(): never {
    throw new XmlError("not well-formed");
  }
}

/** What is bound to a prefix for good, and what nothing may be bound to (Namespaces in XML §3). */
function checkSpace(prefix: string, space: string): void {
  const reserved = prefix === "xmlns" || space === XMLNS || (prefix === "xml") !== (space === XML);
  if (reserved || prefix !== "" && space === "") throw new XmlError("a namespace that cannot be");
}

function spaceOf(prefix: string, spaces: ReadonlyMap<string, string>): string {
  const space = spaces.get(prefix);
  if (space === undefined) throw new XmlError("a prefix without a namespace");
  return space;
}

function resolved(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (_, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name]!;
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : NaN;
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : "";
    if (character === "" || NO_CHARACTER.test(character) || !character.isWellFormed()) {
      throw new XmlError("a character that XML does not have");
    }
    return character;
  });
}
