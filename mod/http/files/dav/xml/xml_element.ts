import { escapeXmlMarkup } from "../../../../io/escape_xml.ts";

/** An element of XML, its prefixes resolved. */
export interface XmlElement {
  /** The namespace; empty for none. */
  readonly space: string;
  /** The name without its prefix. */
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlElement | string)[];
}

/** An attribute that is no declaration of a namespace. */
export interface XmlAttribute {
  readonly space: string;
  readonly name: string;
  readonly value: string;
}

/** The namespace of WebDAV. */
export const DAV = "DAV:";
/** The namespace of `xml:lang`. */
export const XML = "http://www.w3.org/XML/1998/namespace";

/** The elements in an element, without the text between them. */
export function elementsOf({ children }: XmlElement): XmlElement[] {
  return children.filter((each) => typeof each !== "string");
}

/** The first element of WebDAV with this name in an element. */
export function davChild(element: XmlElement, name: string): XmlElement | undefined {
  return elementsOf(element).find((each) => isDav(each, name));
}

/** Whether it is the element of WebDAV with this name. */
export function isDav({ space, name }: Pick<XmlElement, "space" | "name">, wanted: string): boolean {
  return space === DAV && name === wanted;
}

/** All the text in an element, that of the elements in it too. */
export function textOf({ children }: XmlElement): string {
  return children.map((each) => typeof each === "string" ? each : textOf(each)).join("");
}

/**
 * An element as XML that means the same anywhere: namespaces are declared where they are used, and the
 * prefix is one of ours.
 *
 * @param outer the namespace that holds without a prefix where the text is put
 */
export function writeXml({ space, name, attributes, children }: XmlElement, outer = ""): string {
  const own = space === outer ? "" : ` xmlns="${escapeXmlMarkup(space)}"`;
  const written = attributes.map(({ space, name, value }, at) => {
    if (space === "") return ` ${name}="${escapeAttribute(value)}"`;
    if (space === XML) return ` xml:${name}="${escapeAttribute(value)}"`;
    return ` xmlns:n${at}="${escapeXmlMarkup(space)}" n${at}:${name}="${escapeAttribute(value)}"`;
  }).join("");
  const inner = children.map((each) =>
    typeof each === "string" ? escapeXmlMarkup(each) : writeXml(each, space)
  );
  return children.length === 0
    ? `<${name}${own}${written}/>`
    : `<${name}${own}${written}>${inner.join("")}</${name}>`;
}

/** Blanks of an attribute would come back as spaces. */
function escapeAttribute(text: string): string {
  return escapeXmlMarkup(text).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
