import { createHash } from "node:crypto";
import { basename, join } from "@std/path";
import { AtomicFile } from "../../../fs/atomic_file.ts";
import { temporaryName } from "../../../fs/temporary_name.ts";
import { systemFailure } from "../../../net/errors/system_error.ts";
import { stateFolder } from "../../../system/state_folder.ts";
import { temporaryFolder } from "../../../system/temporary_folder.ts";
import { newClassKey, readKey } from "../class_key.ts";
import { nameKey } from "../student_name.ts";

/** A name in a class, and the key that it belongs to. */
export interface KeptKey {
  /** The mark of the class. */
  readonly id: string;
  /** Where the class was found last: `http://192.168.1.20:8770`. */
  readonly origin: string;
  readonly name: string;
  readonly key: string;
}

/**
 * The keys of this machine's user, a file each, which nobody else may read. A class has a mark of its own, so its keys
 * are found again when it has another address the next day.
 */
export class StudentKeys {
  readonly #dir: string;

  /** @param dir the folder of the keys; made when the first one is kept */
  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Those of a class, or of the classes at an address; the one that was used last is first. */
  kept({ id, origin }: { readonly id?: string; readonly origin?: string }): KeptKey[] {
    const files = this.#files().flatMap((name) => {
      const path = join(this.#dir, name);
      const kept = readKept(path);
      if (kept === undefined || id !== undefined && kept.id !== id) return [];
      if (origin !== undefined && kept.origin !== origin) return [];
      return [{ kept, used: Deno.statSync(path).mtime?.getTime() ?? 0 }];
    });
    return files.sort((a, b) => b.used - a.used).map(({ kept }) => kept);
  }

  /** The key of a name in a class: the one that is kept, or a new one. */
  async keyFor(id: string, origin: string, name: string): Promise<KeptKey> {
    const path = join(this.#dir, fileFor(id, name));
    const known = readKept(path);
    if (known !== undefined) {
      const now = { ...known, origin };
      await this.#write(path, now, "overwrite");
      return now;
    }
    await Deno.mkdir(this.#dir, { recursive: true, mode: 0o700 });
    const made = { id, origin, name, key: newClassKey() };
    // Two checks that begin at the same time get the same key: the second finds that of the first.
    return await this.#write(path, made, "error") ? made : readKept(path) ?? made;
  }

  async #write(path: string, kept: KeptKey, policy: "error" | "overwrite"): Promise<boolean> {
    using file = await AtomicFile.create(temporaryName(path), 0o600);
    await file.write(new TextEncoder().encode(`${JSON.stringify(kept)}\n`));
    try {
      await file.keep(basename(path), policy);
      return true;
    } catch (error) {
      if (systemFailure(error) === "exists") return false;
      throw error;
    }
  }

  #files(): string[] {
    try {
      return [...Deno.readDirSync(this.#dir)].map(({ name }) => name).filter((name) =>
        /^[0-9a-f]{32}\.json$/.test(name)
      );
    } catch {
      return []; // nothing was kept yet
    }
  }
}

/** The keys of the user whose environment that is. */
export function studentKeys(env: (name: string) => string | undefined): StudentKeys {
  return new StudentKeys(join(stateFolder(env) ?? temporaryFolder(env), "netlab", "class"));
}

function fileFor(id: string, name: string): string {
  return `${createHash("sha256").update(`${id}\n${nameKey(name)}`).digest("hex").slice(0, 32)}.json`;
}

function readKept(path: string): KeptKey | undefined {
  try {
    const kept = JSON.parse(Deno.readTextFileSync(path)) as Partial<KeptKey>;
    const { id, origin, name, key } = kept;
    const whole = [id, origin, name].every((each) => typeof each === "string");
    return whole && typeof key === "string" && readKey(key) === key ? kept as KeptKey : undefined;
  } catch {
    return undefined;
  }
}
