import { escapeXmlMarkup } from "../../../../io/escape_xml.ts";
import { status } from "../multi_status.ts";
import { type AskedProperties, isDavName, type PropertyName } from "./asked_properties.ts";
import type { DeadProperty } from "./dead_properties.ts";
import { displayName, LIVE_PROPERTIES, type Resource } from "./live_properties.ts";

/**
 * What a PROPFIND is told about one resource.
 *
 * @param dead what clients have said about it
 */
export function resourceXml(
  href: string,
  resource: Resource,
  dead: readonly DeadProperty[],
  asked: AskedProperties,
): string {
  const begin = `<D:response><D:href>${href}</D:href>`;
  if (asked.kind !== "some") {
    const values = asked.kind === "names";
    return `${begin}${found(everything(resource, dead, values))}</D:response>\n`;
  }
  let there = "";
  let missing = "";
  for (const name of asked.names) {
    const property = one(name, resource, dead);
    if (property === undefined) missing += emptyElement(name);
    else there += property;
  }
  // Of a resource that has none of them, there is still something to say.
  const rest = missing === "" ? "" : `<D:propstat><D:prop>${missing}</D:prop>${status(404)}</D:propstat>`;
  return `${begin}${there === "" && rest !== "" ? "" : found(there)}${rest}</D:response>\n`;
}

/** Made once: a listing goes through them for each of its entries. */
const LIVE = Object.entries(LIVE_PROPERTIES);

function found(properties: string): string {
  return `<D:propstat><D:prop>${properties}</D:prop>${status(200)}</D:propstat>`;
}

function everything(resource: Resource, dead: readonly DeadProperty[], namesOnly: boolean): string {
  let all = "";
  for (const [name, live] of LIVE) {
    const value = live(resource);
    if (value !== undefined) all += davElement(name, namesOnly ? "" : value);
  }
  const hasName = dead.some((each) => isDavName(each) && each.name === "displayname");
  if (!hasName) all += davElement("displayname", namesOnly ? "" : displayName(resource));
  for (const each of dead) all += namesOnly ? emptyElement(each) : each.xml;
  return all;
}

function one(asked: PropertyName, resource: Resource, dead: readonly DeadProperty[]): string | undefined {
  const own = isDavName(asked);
  const live = own && Object.hasOwn(LIVE_PROPERTIES, asked.name) ? LIVE_PROPERTIES[asked.name] : undefined;
  if (live !== undefined) {
    const value = live(resource);
    return value === undefined ? undefined : davElement(asked.name, value);
  }
  const set = dead.find(({ space, name }) => space === asked.space && name === asked.name);
  if (set !== undefined) return set.xml;
  return own && asked.name === "displayname" ? davElement(asked.name, displayName(resource)) : undefined;
}

function davElement(name: string, content: string): string {
  return content === "" ? `<D:${name}/>` : `<D:${name}>${content}</D:${name}>`;
}

/** The name of a property, without its value. */
export function emptyElement({ space, name }: PropertyName): string {
  return `<${name} xmlns="${escapeXmlMarkup(space)}"/>`;
}
