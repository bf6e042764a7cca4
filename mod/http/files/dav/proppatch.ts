import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../wire/http_error.ts";
import type { HttpReply, HttpRequest } from "../../wire/message.ts";
import type { DecodedPath } from "../decode_path.ts";
import { demand, type Rights } from "../rights.ts";
import type { DavContext } from "./dav_context.ts";
import { hrefs } from "./href.ts";
import { multiStatus, status } from "./multi_status.ts";
import { isDavName } from "./property/asked_properties.ts";
import type { DeadProperty } from "./property/dead_properties.ts";
import { LIVE_PROPERTIES } from "./property/live_properties.ts";
import { emptyElement } from "./property/resource_xml.ts";
import { readXml } from "./xml/read_xml.ts";
import { davChild, elementsOf, isDav, writeXml, XML, type XmlElement } from "./xml/xml_element.ts";

/** One instruction of a PROPPATCH. */
interface Change {
  readonly remove: boolean;
  readonly property: DeadProperty;
}

/**
 * Sets and removes properties, all or none of those that a request names (RFC 4918 §9.2).
 *
 * @throws HttpError 400 for a body that names none, 423 when the resource is locked
 */
export async function proppatch(
  request: HttpRequest,
  { names }: DecodedPath,
  rights: Rights,
  { tree, guard, dead }: DavContext,
): Promise<HttpReply> {
  demand(rights.upload(names) || rights.manage(names));
  const changes = changesOf(await readXml(request.body));
  const found = tree.get(names);
  guard.check(request, names, rights, [{ names }]);
  const set = changes.filter(({ remove }) => !remove).map(({ property }) => property);
  const isFull = set.length > 0 && !dead.hasRoomFor(found.path, set);
  const refused = changes.some((change) => isProtected(change)) || isFull;
  if (!refused) { for (const change of changes) apply(change, found.path); }
  const results = changes.map((change) => {
    const code = !refused ? 200 : isProtected(change) ? 403 : isFull && !change.remove ? 507 : 424;
    return propstat(change, code);
  });
  const href = hrefs(request)(names, found.kind === "folder");
  return multiStatus([`<D:response><D:href>${href}</D:href>${results.join("")}</D:response>`]);

  function apply({ remove, property }: Change, path: string): void {
    if (remove) dead.remove(path, property);
    else dead.set(path, property);
  }
}

function propstat({ property }: Change, code: number): string {
  const error = code === 403 ? "<D:error><D:cannot-modify-protected-property/></D:error>" : "";
  return `<D:propstat><D:prop>${emptyElement(property)}</D:prop>${status(code)}${error}</D:propstat>`;
}

function isProtected({ property }: Change): boolean {
  return isDavName(property) && Object.hasOwn(LIVE_PROPERTIES, property.name);
}

/** In the order of the document: the last word counts. */
function changesOf(body: XmlElement | undefined): Change[] {
  if (body === undefined || !isDav(body, "propertyupdate")) throw nothingToChange();
  const changes: Change[] = [];
  for (const step of elementsOf(body)) {
    const remove = isDav(step, "remove");
    if (!remove && !isDav(step, "set")) continue;
    const prop = davChild(step, "prop");
    if (prop === undefined) throw nothingToChange();
    const language = [prop, step, body].flatMap(languageOf)[0];
    for (const property of elementsOf(prop)) changes.push({ remove, property: asDead(property, language) });
  }
  if (changes.length === 0) throw nothingToChange();
  return changes;
}

/** What holds for the element, by what it is in, is part of its value (RFC 4918 §4.3). */
function asDead(element: XmlElement, outer: XmlElement["attributes"][number] | undefined): DeadProperty {
  const [own] = languageOf(element);
  const attributes = own === undefined && outer !== undefined
    ? [...element.attributes, outer]
    : element.attributes;
  // Whatever it is put into, it is in the namespace that it says.
  const xml = element.space === ""
    ? writeXml({ ...element, attributes }).replace(/^<[^\s/>]+/, '$& xmlns=""')
    : writeXml({ ...element, attributes });
  return { space: element.space, name: element.name, xml };
}

function languageOf({ attributes }: XmlElement): XmlElement["attributes"][number][] {
  return attributes.filter(({ space, name }) => space === XML && name === "lang");
}

function nothingToChange(): HttpError {
  return new HttpError(400, msg`The body changes no properties`);
}
