import { escapeXml } from "../../../../io/escape_xml.ts";
import { entityTag } from "../../../semantics/entity_tag.ts";
import type { TimeTexts } from "../../../semantics/time_texts.ts";
import type { Found } from "../../../../fs/served_folder.ts";
import { namedType } from "../../media/media_type.ts";
import type { Lock } from "../lock/lock_store.ts";
import { activeLock, LOCK_ENTRIES } from "./lock_properties.ts";

/** A file or a folder, as its properties are told. */
export interface Resource {
  /** Its name; of the root, what it is called on pages. */
  readonly name: string;
  readonly found: Found;
  /** The locks that hold for it; undefined: nothing can be locked here. */
  readonly locks: readonly Lock[] | undefined;
  /** Writes its times. */
  readonly times: TimeTexts;
  /** Whole seconds that a lock still has. */
  secondsLeft(lock: Lock): number;
}

/**
 * The content of a property of WebDAV's own (RFC 4918 §15), as XML; undefined: the resource does not have it.
 */
export type LiveProperty = (resource: Resource) => string | undefined;

/** The properties that the server itself knows, and that nobody can set. */
export const LIVE_PROPERTIES: Readonly<Record<string, LiveProperty>> = {
  resourcetype: ({ found }) => found.kind === "folder" ? "<D:collection/>" : "",
  getlastmodified: ({ found, times }) => times.http(found.modified),
  creationdate: ({ found, times }) => times.iso(found.created ?? found.modified),
  getcontentlength: ({ found }) => found.kind === "file" ? String(found.size) : undefined,
  // Between its quotes, nothing has to be escaped.
  getetag: ({ found }) => found.kind === "file" ? `&quot;${entityTag(found).slice(1, -1)}&quot;` : undefined,
  getcontenttype: ({ found, name }) => found.kind === "file" ? typeOf(name) : undefined,
  supportedlock: ({ locks }) => locks && LOCK_ENTRIES,
  lockdiscovery: ({ locks, secondsLeft }) =>
    locks?.map((lock) => activeLock(lock, secondsLeft(lock))).join(""),
};

/** What `displayname` is unless somebody has set it. */
export function displayName({ name }: Resource): string {
  return escapeXml(name);
}

/** By the name alone: to open each file of a folder would take longer than all the rest. */
function typeOf(name: string): string | undefined {
  const { type, vague } = namedType(name);
  return vague ? undefined : type;
}
