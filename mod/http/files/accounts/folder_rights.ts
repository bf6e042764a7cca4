import { join } from "@std/path";
import { portableName } from "../../../fs/file_name.ts";
import { nameThere } from "../../../fs/name_there.ts";
import type { ServedFolder } from "../../../fs/served_folder.ts";
import { systemFailure } from "../../../net/errors/system_error.ts";
import type { Rights } from "../rights.ts";
import { type AccountsText, type Grant, OWN } from "./accounts_text.ts";
import { PathRights } from "./path_rights.ts";

/** What each account may do in a folder, for as long as its file says the same. */
export class FolderRights {
  readonly #paths: PathRights;
  readonly #byUser = new Map<string | undefined, OwnRights>();

  constructor(readonly text: AccountsText, readonly tree: ServedFolder) {
    this.#paths = new PathRights(text);
  }

  /** The rights of an account. @param user its folded name; undefined: of whoever has not signed in */
  of(user: string | undefined): OwnRights {
    const known = this.#byUser.get(user);
    if (known !== undefined) return known;
    if (user !== undefined) makeOwnFolders(this.text, user, this.#paths, this.tree);
    const rights = new OwnRights(user, user && this.text.users.get(user)?.name, this.#paths, this.tree);
    this.#byUser.set(user, rights);
    return rights;
  }
}

/** The rights of one account, by the names that are asked for and by those where they really lead. */
export class OwnRights implements Rights {
  readonly tree: ServedFolder;
  readonly accounts = true;

  /** @param user the name as it is written @param key the folded one */
  constructor(
    readonly key: string | undefined,
    readonly user: string | undefined,
    readonly paths: PathRights,
    readonly whole: ServedFolder,
  ) {
    this.tree = whole.seenBy((names, kind) => this.#sees(names, kind));
  }

  read(names: readonly string[]): boolean {
    return this.#everywhere(names, ({ read }) => read);
  }

  upload(names: readonly string[]): boolean {
    return this.#everywhere(names, ({ upload }) => upload);
  }

  /** With everything in it: what is moved away or deleted takes along what is below. */
  manage(names: readonly string[]): boolean {
    return this.#everywhere(names, ({ manage }) => manage) &&
      this.#spellings(names).every((each) => this.paths.managesBelow(this.key, each));
  }

  /** Whether there is something at a path, or could be, without a way to more: what may be read, or a drop box. */
  opens(names: readonly string[]): boolean {
    return this.#spellings(names).every((each) => {
      const { grant, own } = this.paths.decision(this.key, each);
      return grant.read || grant.upload && own;
    });
  }

  #everywhere(names: readonly string[], has: (grant: Grant) => boolean): boolean {
    return this.#spellings(names).every((each) => has(this.paths.grant(this.key, each)));
  }

  /** A folder is seen by who may put something into it, or has a way through it; what is in it, by readers. */
  #sees(names: readonly string[], kind: "file" | "folder"): boolean {
    const { grant, own } = this.paths.decision(this.key, names);
    if (grant.read) return true;
    return kind === "folder" && (grant.upload && own || this.paths.leadsOn(this.key, names));
  }

  /** The names as they were asked for, and those of the place where the nearest folder that is there really is. */
  #spellings(names: readonly string[]): (readonly string[])[] {
    for (let depth = names.length; depth >= 0; depth--) {
      const there = this.whole.find(names.slice(0, depth));
      if (there === undefined) continue;
      const real = [...this.whole.namesOf(there.path), ...names.slice(depth)];
      return real.join("/") === names.join("/") ? [names] : [names, real];
    }
    return [names];
  }
}

/** The folders at {user} that are somebody's to write into: nobody has to make one for each pupil. */
function makeOwnFolders(text: AccountsText, user: string, paths: PathRights, tree: ServedFolder): void {
  const name = text.users.get(user)?.name;
  if (name === undefined || portableName(name) !== name) return;
  for (const { parts } of text.sections) {
    const above = parts.slice(0, -1);
    if (parts.at(-1) !== OWN || !paths.grant(user, [...above, name]).upload) continue;
    const folder = tree.find(above);
    if (folder?.kind !== "folder" || nameThere(folder.path, name) !== undefined) continue;
    try {
      Deno.mkdirSync(join(folder.path, name));
    } catch (error) {
      if (systemFailure(error) === undefined) throw error; // who owns the folder does not let us: it is not there
    }
  }
}
