import { msg } from "../../../../i18n/message.ts";
import { HttpError } from "../../../wire/http_error.ts";
import { DAV, davChild, elementsOf, isDav, type XmlElement } from "../xml/xml_element.ts";

/** The name of a property. */
export interface PropertyName {
  readonly space: string;
  readonly name: string;
}

/** What a PROPFIND asks for: all, the names of all, or some (RFC 4918 §9.1). */
export type AskedProperties =
  | { readonly kind: "all" }
  | { readonly kind: "names" }
  | { readonly kind: "some"; readonly names: readonly PropertyName[] };

/** The most properties that may be asked for. */
const MOST_ASKED = 200;

/**
 * Reads the body of a PROPFIND.
 *
 * @param body undefined asks for all
 * @throws HttpError 400 when it asks for nothing that we understand
 */
export function askedProperties(body: XmlElement | undefined): AskedProperties {
  if (body === undefined) return { kind: "all" };
  if (!isDav(body, "propfind")) throw notAsked();
  const prop = davChild(body, "prop");
  if (prop !== undefined) {
    const names = elementsOf(prop).map(({ space, name }) => ({ space, name }));
    if (names.length > MOST_ASKED) throw new HttpError(413, msg`Too many properties are asked for`);
    return { kind: "some", names };
  }
  if (davChild(body, "propname") !== undefined) return { kind: "names" };
  // What `include` would add, we tell anyway.
  if (davChild(body, "allprop") !== undefined) return { kind: "all" };
  throw notAsked();
}

/** Whether it is a property of WebDAV's own. */
export function isDavName({ space }: PropertyName): boolean {
  return space === DAV;
}

function notAsked(): HttpError {
  return new HttpError(400, msg`The body asks for no properties`);
}
