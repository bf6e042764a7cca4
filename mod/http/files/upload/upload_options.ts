import type { ServedFolder } from "../../../fs/served_folder.ts";
import type { UploadQuota } from "./upload_quota.ts";

/** What happens when a name is taken. */
export type NamePolicy = "error" | "rename" | "overwrite";

/** What a server takes, and where it puts it. */
export interface UploadOptions {
  readonly tree: ServedFolder;
  readonly policy: NamePolicy;
  /** The largest file that is taken, bytes. */
  readonly maxSize: number;
  /** What all of them together may take. */
  readonly quota: UploadQuota;
  /** A drop box: nobody is told what is there, or under which name something was put. */
  readonly dropBox: boolean;
  /** Told when a file is complete and has its name. */
  onReceived?(file: ReceivedFile): void;
}

/** A file that was received and is in its place. */
export interface ReceivedFile {
  /** Names below the root, the file's own last. */
  readonly names: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** There was no such file before. */
  readonly created: boolean;
}
