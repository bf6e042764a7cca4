import type { ServedFolder } from "../../../fs/served_folder.ts";
import type { NamePolicy } from "../../../fs/give_name.ts";
import type { SharedOrigins } from "../../middleware/cors.ts";
import type { UploadQuota } from "./upload_quota.ts";

/** Which uploads a server accepts, and where it puts them. */
export interface UploadOptions {
  readonly tree: ServedFolder;
  /** What happens when a name is taken; a drop box keeps both. */
  readonly policy: NamePolicy;
  /** Who may change what is there replaces it by a PUT, whatever the policy. @default {false} */
  readonly managersReplace?: boolean;
  /** The largest file that is accepted, bytes. */
  readonly maxSize: number;
  /** What all uploads together may take up. */
  readonly quota: UploadQuota;
  /** A drop box: nobody is told what is there, or which name a file got. */
  readonly dropBox: boolean;
  /** The folders in which it is, besides the one that is served. @default {none} */
  readonly dropFolders?: ServedFolder | undefined;
  /** The origins whose pages may send files, too. @default {none but our own} */
  readonly cors?: SharedOrigins | undefined;
  /** Who sends it, where that is known: nobody else goes on with what he has begun. */
  readonly sender?: string | undefined;
  /** Whether he may put something there, by the names that lead there. @default {he may} */
  mayPut?(names: readonly string[]): boolean;
  /** Whether somebody has locked this path, or the names in its folder. @default {nobody has} */
  isLocked?(path: string): boolean;
  /** Called when a file is complete and has its name. */
  onReceived?(file: ReceivedFile): void;
}

/** Who sends a file, as far as it matters for what becomes of it. */
export interface Sender {
  /** May also change what is there. */
  readonly manages: boolean;
  /** May put a new file there. @param names below the root */
  upload(names: readonly string[]): boolean;
}

/** Who may send files anywhere, and change nothing. */
export const ANYBODY: Sender = { manages: false, upload: () => true };

/** Whether a sender may say that what has the name of the file is replaced. */
export function mayReplace({ policy, dropBox }: UploadOptions, manages: boolean): boolean {
  return !dropBox && (policy === "overwrite" || manages);
}

/** A file that was received and is in its place. */
export interface ReceivedFile {
  /** Names below the root, the file's own last. */
  readonly names: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** There was no such file before. */
  readonly created: boolean;
  /** The machine that sent it. */
  readonly from: string;
}
