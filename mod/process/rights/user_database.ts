/** Users and groups as the C library knows them, from files or a directory service. */

/** A user: a row of passwd(5). */
export interface User {
  readonly name: string;
  readonly uid: number;
  /** The user's primary group. */
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

/** Looks up users and groups, getpwnam(3) and getgrnam(3). */
export class UserDatabase {
  readonly #library: ReturnType<typeof load>;

  private constructor(library: ReturnType<typeof load>) {
    this.#library = library;
  }

  /** Undefined where there is no Linux C library, or where it may not be used. */
  static open(): UserDatabase | undefined {
    if (Deno.build.os !== "linux") return undefined;
    try {
      return new UserDatabase(load());
    } catch {
      return undefined; // another C library (Alpine), or --allow-ffi is not given
    }
  }

  /** The user of that name or number. */
  user(of: string | number): User | undefined {
    const { getpwnam, getpwuid } = this.#library.symbols;
    const found = typeof of === "number" ? getpwuid(of) : getpwnam(text(of));
    if (found === null) return undefined;
    // struct passwd: name, password, uid, gid, full name, home, shell
    const row = new Deno.UnsafePointerView(found);
    return {
      name: stringAt(row, 0),
      uid: row.getUint32(16),
      gid: row.getUint32(20),
      home: stringAt(row, 32),
      shell: stringAt(row, 40),
    };
  }

  /** The number of a group. */
  group(name: string): number | undefined {
    const found = this.#library.symbols.getgrnam(text(name));
    // struct group: name, password, gid
    return found === null ? undefined : new Deno.UnsafePointerView(found).getUint32(16);
  }

  /** All groups of a user, the primary one first. */
  groupsOf(user: User): number[] {
    return this.#groups(user, 64) ?? this.#groups(user, MOST_GROUPS) ?? [user.gid];
  }

  #groups({ name, gid }: User, room: number): number[] | undefined {
    const [groups, count] = [new Uint32Array(room), new Int32Array([room])];
    const [list, length] = [new Uint8Array(groups.buffer), new Uint8Array(count.buffer)];
    const found = this.#library.symbols.getgrouplist(text(name), gid, list, length);
    return found < 0 ? undefined : [...groups.subarray(0, count[0])];
  }
}

/** Linux lets a process be in this many groups and no more (NGROUPS_MAX). */
const MOST_GROUPS = 65536;

function text(string: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${string}\0`);
}

function stringAt(row: Deno.UnsafePointerView, offset: number): string {
  const at = row.getPointer(offset);
  return at === null ? "" : new Deno.UnsafePointerView(at).getCString();
}

function load() {
  return Deno.dlopen("libc.so.6", {
    getpwnam: { parameters: ["buffer"], result: "pointer" },
    getpwuid: { parameters: ["u32"], result: "pointer" },
    getgrnam: { parameters: ["buffer"], result: "pointer" },
    getgrouplist: { parameters: ["buffer", "u32", "buffer", "buffer"], result: "i32" },
  });
}
