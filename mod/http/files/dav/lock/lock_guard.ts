import { join } from "@std/path";
import { msg } from "../../../../i18n/message.ts";
import type { Found, ServedFolder } from "../../../../fs/served_folder.ts";
import { entityTag, sameTag } from "../../../semantics/entity_tag.ts";
import { HttpError } from "../../../wire/http_error.ts";
import type { HttpRequest } from "../../../wire/message.ts";
import { placeHere } from "../../manage/destination.ts";
import type { Rights } from "../../rights.ts";
import { DavError } from "../dav_error.ts";
import { type IfList, parseIf } from "./if_field.ts";
import type { Lock, LockStore } from "./lock_store.ts";

/** What a request is about to change. */
export interface Affected {
  /** Its path, from the served folder down. */
  readonly names: readonly string[];
  /** Everything in it changes as well. */
  readonly deep?: boolean;
  /** It gets or loses its name: that changes the folder that it is in. */
  readonly member?: boolean;
}

/** Lets changes through that no lock of somebody else keeps from being made, and no If field. */
export class LockGuard {
  constructor(readonly tree: ServedFolder, readonly locks: LockStore) {}

  /** The real path of what is there, or of where it would be: what locks and properties hold for. */
  pathOf(names: readonly string[]): string {
    const found = this.tree.find(names);
    if (found !== undefined || names.length === 0) return found?.path ?? this.tree.path;
    const folder = this.tree.find(names.slice(0, -1));
    return folder === undefined ? join(this.tree.path, ...names) : join(folder.path, names.at(-1)!);
  }

  /**
   * Lets a request through, or refuses it.
   *
   * @param path of the request itself, which an If field without an address is about
   * @throws HttpError 412 when no list of the If field holds, 423 when a lock is in the way whose token the
   *   request does not carry
   */
  check(request: HttpRequest, path: readonly string[], rights: Rights, affected: readonly Affected[]): void {
    const lists = ifLists(request);
    if (lists !== undefined && !lists.some((list) => this.#holds(list, request, path, rights))) {
      throw new HttpError(412, msg`It is not what you take it for any more`);
    }
    const tokens = new Set((lists ?? []).flatMap((list) => list.conditions.map(({ token }) => token)));
    const isOpen = (locks: readonly Lock[]) =>
      locks.length === 0 || locks.some((lock) => tokens.has(lock.token) && lock.user === rights.user);
    const demand = (locks: readonly Lock[], member: boolean) => {
      if (!isOpen(locks)) throw locked(locks[0]!, member);
    };
    for (const { names, deep = false, member = false } of affected) {
      const real = this.pathOf(names);
      demand(this.locks.covering(real), false);
      if (member && names.length > 0) demand(this.locks.covering(this.pathOf(names.slice(0, -1))), false);
      if (!deep) continue;
      const own = this.locks.within(real).filter(({ path }) => path === real);
      const within = Map.groupBy(this.locks.within(real), (lock) => lock.key);
      for (const locks of within.values()) demand(locks, !own.includes(locks[0]!));
    }
  }

  /** Of the locks that hold for a path, the one that a request to refresh it means. @throws HttpError 412 */
  meant(request: HttpRequest, path: readonly string[], rights: Rights): Lock {
    const tokens = (ifLists(request) ?? []).flatMap((list) => list.conditions.map(({ token }) => token));
    const lock = this.locks.covering(this.pathOf(path))
      .find((each) => tokens.includes(each.token) && each.user === rights.user);
    if (lock !== undefined) return lock;
    throw new DavError(412, msg`There is no such lock`, "<D:lock-token-matches-request-uri/>");
  }

  #holds(
    { resource, conditions }: IfList,
    request: HttpRequest,
    path: readonly string[],
    rights: Rights,
  ): boolean {
    const names = resource === undefined ? path : namesOf(resource, request);
    if (names === undefined) return conditions.every(({ not }) => not);
    const tokens = this.locks.covering(this.pathOf(names)).map(({ token }) => token);
    const tag = tagOf((rights.tree ?? this.tree).find(names));
    return conditions.every((each) =>
      each.not !==
        (each.token !== undefined
          ? tokens.includes(each.token)
          : tag !== undefined && sameTag(each.tag!, tag, "strong"))
    );
  }
}

function ifLists({ fields }: HttpRequest): IfList[] | undefined {
  const value = fields.get("if");
  return value === undefined ? undefined : parseIf(value);
}

/** undefined: it is not here, so nothing holds for it. */
function namesOf(resource: string, request: HttpRequest): readonly string[] | undefined {
  try {
    return placeHere(resource, request).names;
  } catch (error) {
    if (error instanceof HttpError) return undefined;
    throw error;
  }
}

function tagOf(found: Found | undefined): string | undefined {
  return found?.kind === "file" ? entityTag(found) : undefined;
}

function locked({ root }: Lock, member: boolean): DavError {
  const condition = `<D:lock-token-submitted><D:href>${root}</D:href></D:lock-token-submitted>`;
  return new DavError(423, msg`Somebody has locked it`, condition, member ? root : undefined);
}
