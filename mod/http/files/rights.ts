import type { ServedFolder } from "../../fs/served_folder.ts";
import { msg } from "../../i18n/message.ts";
import { HttpError } from "../wire/http_error.ts";
import type { HttpRequest } from "../wire/message.ts";

/**
 * What the sender of a request may do with a folder, path by path: every handler asks this, and nothing
 * else, before it shows or changes anything. Who somebody is has been settled before.
 *
 * Paths are names from the served folder down; of something new, its own name is the last one.
 */
export interface Rights {
  /** Who it is, if that is known: what somebody locks, nobody else may use. */
  readonly user?: string | undefined;
  /** There are accounts: who has not signed in can do so. @default {false} */
  readonly accounts?: boolean;
  /**
   * What of the served folder there is for this person: whatever is found, listed, searched, packed or read is
   * found through it. @default {everything that is served}
   */
  readonly tree?: ServedFolder | undefined;
  /** To see a file, or what is in a folder. Who may upload there and not read has a drop box there. */
  read(names: readonly string[]): boolean;
  /** To put a new file there. */
  upload(names: readonly string[]): boolean;
  /** To make a folder there, and to change, move or delete what is there, with everything in it. */
  manage(names: readonly string[]): boolean;
}

/** Whether a path is one where somebody can put files, and see none. */
export function isOwnDropBox(rights: Rights, names: readonly string[]): boolean {
  return rights.tree !== undefined && rights.upload(names) && !rights.read(names);
}

/** The rights of whoever sent a request. */
export type RightsOf = (request: HttpRequest) => Rights;

/** The same rights for everybody, everywhere: those that the command line gives. */
export function sameRights({ read, upload, manage }: Record<"read" | "upload" | "manage", boolean>): Rights {
  return { read: () => read, upload: () => upload, manage: () => manage };
}

/** @throws HttpError 403 */
export function demand(allowed: boolean): void {
  if (!allowed) throw new HttpError(403, msg`Nothing can be changed there`);
}
