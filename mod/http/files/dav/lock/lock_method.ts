import { msg } from "../../../../i18n/message.ts";
import { hostOf } from "../../../../net/address/host_of.ts";
import { HttpError } from "../../../wire/http_error.ts";
import type { HttpReply, HttpRequest } from "../../../wire/message.ts";
import type { DecodedPath } from "../../decode_path.ts";
import { demand, isOwnDropBox, type Rights } from "../../rights.ts";
import type { DavContext } from "../dav_context.ts";
import { DavError } from "../dav_error.ts";
import { depthOf } from "../depth.ts";
import { hrefs } from "../href.ts";
import { xmlReply } from "../multi_status.ts";
import { newFile } from "../new_file.ts";
import { activeLock } from "../property/lock_properties.ts";
import { readXml } from "../xml/read_xml.ts";
import { davChild, isDav, writeXml, type XmlElement } from "../xml/xml_element.ts";
import { type Lock, LONGEST_LOCK, USUAL_LOCK } from "./lock_store.ts";

/** The longest that somebody may say about himself, characters of XML. */
const LONGEST_OWNER = 4096;

/**
 * Locks a file or a folder, or refreshes a lock (RFC 4918 §9.10). Where nothing is, an empty file comes to be.
 *
 * @throws HttpError 400 for a lock that there is not, 412 for one to refresh that is not there, 423 when it is
 *   locked already, 507 when there are too many
 */
export async function lock(
  request: HttpRequest,
  path: DecodedPath,
  rights: Rights,
  context: DavContext,
): Promise<HttpReply> {
  const { names } = path;
  const { guard } = context;
  demand((rights.upload(names) || rights.manage(names)) && !isOwnDropBox(rights, names));
  const body = await readXml(request.body);
  const timeout = timeoutOf(request);
  if (body === undefined) {
    const held = guard.meant(request, names, rights);
    guard.locks.refresh(held, timeout);
    return granted(200, held, context);
  }
  const deep = depthOf(request, ["0", "infinity"]) === "infinity";
  const { exclusive, owner } = wanted(body);
  const found = context.tree.find(names);
  const isFolder = found === undefined ? false : found.kind === "folder";
  const real = guard.pathOf(names);
  const conflict = guard.locks.conflicts({ path: real, deep, exclusive })[0];
  if (conflict !== undefined) {
    const condition = `<D:no-conflicting-lock><D:href>${conflict.root}</D:href></D:no-conflicting-lock>`;
    throw new DavError(423, msg`Somebody has locked it`, condition);
  }
  guard.check(request, names, rights, found === undefined ? [{ names, member: true }] : []);
  if (found === undefined) await newFile(path, rights, context);
  const made = guard.locks.lock({
    path: guard.pathOf(names),
    root: hrefs(request)(names, isFolder),
    exclusive,
    deep,
    owner,
    user: rights.user,
    host: hostOf(request.remote),
    timeout,
  });
  if (made === undefined) throw new HttpError(507, msg`There are too many locks, try again later`);
  return granted(found === undefined ? 201 : 200, made, context);
}

/** Ends a lock (RFC 4918 §9.11). @throws HttpError 400 or 409 when it is none that holds for the path */
export function unlock(
  request: HttpRequest,
  { names }: DecodedPath,
  rights: Rights,
  context: DavContext,
): HttpReply {
  const { locks } = context.guard;
  const token = /^\s*<([^<>]+)>\s*$/.exec(request.fields.get("lock-token") ?? "")?.[1];
  if (token === undefined) throw new HttpError(400, msg`A Lock-Token field has to say which lock`);
  const held = locks.covering(context.guard.pathOf(names)).find((each) => each.token === token);
  if (held === undefined) {
    throw new DavError(409, msg`There is no such lock`, "<D:lock-token-matches-request-uri/>");
  }
  demand(held.user === rights.user);
  locks.unlock(held);
  return { status: 204, fields: [] };
}

function granted(status: number, lock: Lock, { guard: { locks } }: DavContext): HttpReply {
  const active = activeLock(lock, locks.secondsLeft(lock));
  const reply = xmlReply(status, `<D:prop><D:lockdiscovery>${active}</D:lockdiscovery></D:prop>`);
  return { ...reply, fields: [...reply.fields, ["lock-token", `<${lock.token}>`]] };
}

function wanted(body: XmlElement): { exclusive: boolean; owner: string } {
  const scope = isDav(body, "lockinfo") ? davChild(body, "lockscope") : undefined;
  const type = davChild(body, "locktype");
  const exclusive = scope && davChild(scope, "exclusive") !== undefined;
  const shared = scope && davChild(scope, "shared") !== undefined;
  if (exclusive === shared || type === undefined || davChild(type, "write") === undefined) {
    throw new HttpError(400, msg`The body asks for no lock that there is here`);
  }
  const owner = davChild(body, "owner");
  const written = owner === undefined ? "" : writeXml(owner);
  if (written.length > LONGEST_OWNER) {
    throw new HttpError(413, msg`The owner of a lock is told in fewer words`);
  }
  return { exclusive: exclusive!, owner: written };
}

/** The first of the times that are wanted that we understand (RFC 4918 §10.7); none lasts for ever. */
function timeoutOf({ fields }: HttpRequest): number {
  for (const each of (fields.get("timeout") ?? "").split(",")) {
    const seconds = /^\s*second-(\d{1,15})\s*$/i.exec(each)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), LONGEST_LOCK);
    if (/^\s*infinite\s*$/i.test(each)) return LONGEST_LOCK;
  }
  return USUAL_LOCK;
}
