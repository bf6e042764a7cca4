import { escapeXmlMarkup } from "../../../../io/escape_xml.ts";
import { status } from "../multi_status.ts";
import { type AskedProperties, isDavName, type PropertyName } from "./asked_properties.ts";
import type { DeadProperty } from "./dead_properties.ts";
import { displayName, LIVE_PROPERTIES, type LiveProperty, type Resource } from "./live_properties.ts";

/**
 * Writes what a PROPFIND is told about one resource.
 *
 * @param href its address, as XML
 * @param dead what clients have said about it
 */
export type ResourceWriter = (href: string, resource: Resource, dead: readonly DeadProperty[]) => string;

/** How resources are told about: what depends on the question alone is made once, not for each of them. */
export function resourceWriter(asked: AskedProperties): ResourceWriter {
  const properties = asked.kind === "some" ? someOf(asked.names) : allOf(asked.kind === "names");
  return (href, resource, dead) =>
    `<D:response><D:href>${href}</D:href>${properties(resource, dead)}</D:response>\n`;
}

type Properties = (resource: Resource, dead: readonly DeadProperty[]) => string;

const BEGIN = "<D:propstat><D:prop>";
const FOUND = `</D:prop>${status(200)}</D:propstat>`;
const MISSING = `</D:prop>${status(404)}</D:propstat>`;

/** All of WebDAV's own that a resource has, and behind them what clients have set. */
function allOf(namesOnly: boolean): Properties {
  const own = Object.entries(OWN).map(([name, value]) => ({ name, write: written(name, value, namesOnly) }));
  return (resource, dead) => {
    const isSet = (wanted: string) => dead.some((each) => isDavName(each) && each.name === wanted);
    let all = BEGIN;
    for (const { name, write } of own) {
      if (dead.length === 0 || !isSet(name)) all += write(resource) ?? "";
    }
    for (const each of dead) all += namesOnly ? emptyElement(each) : each.xml;
    return all + FOUND;
  };
}

function someOf(names: readonly PropertyName[]): Properties {
  const parts = names.map((asked) => ({ asked, empty: emptyElement(asked), own: ownProperty(asked) }));
  return (resource, dead) => {
    let there = "";
    let missing = "";
    for (const { asked, empty, own } of parts) {
      const property = valueSet(asked, dead) ?? own?.(resource);
      if (property === undefined) missing += empty;
      else there += property;
    }
    if (missing === "") return BEGIN + there + FOUND;
    // Of a resource that has none of them, there is still something to say.
    return `${there === "" ? "" : BEGIN + there + FOUND}${BEGIN}${missing}${MISSING}`;
  };
}

/** Those that the server knows; what a resource is called, clients may set. */
const OWN: Readonly<Record<string, LiveProperty>> = { ...LIVE_PROPERTIES, displayname: displayName };

function ownProperty(asked: PropertyName): LiveProperty | undefined {
  const { name } = asked;
  return isDavName(asked) && Object.hasOwn(OWN, name) ? written(name, OWN[name]!) : undefined;
}

/** A property of WebDAV's own as its element, with or without its value. */
function written(name: string, value: LiveProperty, nameOnly = false): LiveProperty {
  const [before, after, empty] = [`<D:${name}>`, `</D:${name}>`, `<D:${name}/>`];
  return (resource) => {
    const told = value(resource);
    return told === undefined ? undefined : nameOnly || told === "" ? empty : before + told + after;
  };
}

function valueSet(asked: PropertyName, dead: readonly DeadProperty[]): string | undefined {
  if (dead.length === 0) return undefined;
  return dead.find(({ space, name }) => space === asked.space && name === asked.name)?.xml;
}

/** The name of a property, without its value. */
export function emptyElement({ space, name }: PropertyName): string {
  return `<${name} xmlns="${escapeXmlMarkup(space)}"/>`;
}
