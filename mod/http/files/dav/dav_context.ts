import type { ManagedFolder } from "../../../fs/managed_folder.ts";
import type { ServedFolder } from "../../../fs/served_folder.ts";
import type { ManageHandler } from "../manage/manage_handler.ts";
import type { UploadHandler } from "../upload/upload_handler.ts";
import type { LockGuard } from "./lock/lock_guard.ts";
import type { WalkLimit } from "./walk_limit.ts";
import type { DeadProperties } from "./property/dead_properties.ts";

/** What the methods of WebDAV work on. */
export interface DavContext {
  readonly tree: ServedFolder;
  /** The root's name. */
  readonly title: string;
  /** Takes new files; undefined: none are taken. */
  readonly uploads: UploadHandler | undefined;
  /** Changes what is there; undefined: nothing can be changed. */
  readonly manage: ManageHandler | undefined;
  /** Makes and replaces what is there, without asking who wants it. */
  readonly places: ManagedFolder;
  readonly guard: LockGuard;
  readonly dead: DeadProperties;
  readonly walks: WalkLimit;
}
