import { codeOfNumber, ERRORS } from "../../net/errors/errno.ts";

/**
 * # Whose rights a process has
 *
 * A user, a group and further groups. Linux keeps them for each thread, and that matters in both directions
 * here, since the runtime has many threads:
 *
 * - to change the **process**, the C library's functions are called, which change all threads;
 * - to start a **child** with other rights, the kernel is asked to change this one thread for as long as
 *   the child is being made, which inherits what its maker has. The saved user stays what it was, so that
 *   the thread can go back; the child cannot, because execve(2) overwrites it.
 */

/** One change, in the order of the calls. */
export type RightsStep =
  | { readonly kind: "groups"; readonly groups: readonly number[] }
  | { readonly kind: "group"; readonly gid: number }
  | { readonly kind: "user"; readonly uid: number };

/** Changes the rights of this process, or those with which a child is started. */
export class ProcessRights {
  readonly #library: ReturnType<typeof load>;
  readonly #numbers: SystemCalls;

  private constructor(library: ReturnType<typeof load>, numbers: SystemCalls) {
    this.#library = library;
    this.#numbers = numbers;
  }

  /** Undefined where there is no Linux C library, or where it may not be used. */
  static open(): ProcessRights | undefined {
    if (Deno.build.os !== "linux") return undefined;
    try {
      return new ProcessRights(load(), SYSTEM_CALLS[Deno.build.arch]!);
    } catch {
      return undefined; // another C library (Alpine), or --allow-ffi is not given
    }
  }

  /**
   * Changes the whole process, all its threads, for good.
   *
   * @throws {Error} with the system's code; earlier steps stay done
   */
  changeProcess(step: RightsStep): void {
    const { setgroups, setgid, setuid } = this.#library.symbols;
    if (step.kind === "groups") this.#checked(setgroups(BigInt(step.groups.length), list(step.groups)));
    else if (step.kind === "group") this.#checked(setgid(step.gid));
    else this.#checked(setuid(step.uid));
  }

  /**
   * Runs `start`, which starts a child at once, with changed rights of this thread, and takes them back.
   *
   * @param apply makes the changes, by calls of what it is given; an error in it is thrown on
   * @throws {Error} with the system's code
   */
  startingChild<T>(apply: (change: (step: RightsStep) => void) => void, start: () => T): T {
    const thread = this.#rememberThread();
    try {
      apply((step) => this.#changeThread(step, thread));
      return start();
    } finally {
      this.#restoreThread(thread);
    }
  }

  #rememberThread(): ThreadState {
    const { getgroups, getuid, geteuid, getgid, getegid } = this.#library.symbols;
    const groups = new Uint32Array(this.#checked(getgroups(0, null)));
    this.#checked(getgroups(groups.length, new Uint8Array(groups.buffer)));
    return {
      groups: [...groups],
      users: [getuid(), geteuid()],
      primaries: [getgid(), getegid()],
      user: geteuid(),
      regrouped: false,
    };
  }

  #changeThread(step: RightsStep, thread: ThreadState): void {
    const { setgroups, setresgid, setresuid } = this.#numbers;
    if (step.kind === "groups") {
      this.#call(setgroups, BigInt(step.groups.length), list(step.groups));
      thread.regrouped = true;
    } else if (step.kind === "group") {
      this.#numeric(setresgid, step.gid, step.gid, -1);
    } else {
      // The saved user would let it through; without it, only root may become somebody else.
      if (thread.user !== thread.users[1] && step.uid !== thread.user) throw failure(EPERM);
      this.#numeric(setresuid, step.uid, step.uid, thread.users[1]);
      thread.user = step.uid;
    }
  }

  #restoreThread({ users, primaries, groups, regrouped }: ThreadState): void {
    const { setgroups, setresgid, setresuid } = this.#numbers;
    this.#numeric(setresuid, users[0], users[1], users[1]);
    this.#numeric(setresgid, primaries[0], primaries[1], primaries[1]);
    if (regrouped) this.#call(setgroups, BigInt(groups.length), list(groups));
  }

  #numeric(call: bigint, one: number, two: number, three: number): void {
    const { numeric } = this.#library.symbols;
    this.#checked(Number(numeric(call, BigInt(one), BigInt(two), BigInt(three))));
  }

  #call(call: bigint, count: bigint, bytes: Uint8Array<ArrayBuffer>): void {
    this.#checked(Number(this.#library.symbols.listed(call, count, bytes)));
  }

  #checked(result: number): number {
    if (result >= 0) return result;
    const at = this.#library.symbols.__errno_location();
    throw failure(at === null ? 0 : new Deno.UnsafePointerView(at).getInt32());
  }
}

/** What a thread had, and what it has become. */
interface ThreadState {
  readonly groups: readonly number[];
  /** The real and the effective one. */
  readonly users: readonly [number, number];
  readonly primaries: readonly [number, number];
  /** Whose rights it has now. */
  user: number;
  regrouped: boolean;
}

function failure(number: number): Error {
  const code = codeOfNumber(number, "linux");
  return Object.assign(new Error(`error ${number} of the system`), code === undefined ? {} : { code });
}

function list(numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint32Array(numbers.length === 0 ? [0] : numbers).buffer);
}

function load() {
  return Deno.dlopen("libc.so.6", {
    setgroups: { parameters: ["usize", "buffer"], result: "i32" },
    setgid: { parameters: ["u32"], result: "i32" },
    setuid: { parameters: ["u32"], result: "i32" },
    getgroups: { parameters: ["i32", "buffer"], result: "i32" },
    getuid: { parameters: [], result: "u32" },
    geteuid: { parameters: [], result: "u32" },
    getgid: { parameters: [], result: "u32" },
    getegid: { parameters: [], result: "u32" },
    numeric: { name: "syscall", parameters: ["i64", "i64", "i64", "i64"], result: "i64" },
    listed: { name: "syscall", parameters: ["i64", "i64", "buffer"], result: "i64" },
    __errno_location: { parameters: [], result: "pointer" },
  });
}

/** The numbers of the kernel's own calls, which change one thread. */
interface SystemCalls {
  readonly setgroups: bigint;
  readonly setresuid: bigint;
  readonly setresgid: bigint;
}

const SYSTEM_CALLS: Readonly<Record<string, SystemCalls>> = {
  x86_64: { setgroups: 116n, setresuid: 117n, setresgid: 119n },
  aarch64: { setgroups: 159n, setresuid: 147n, setresgid: 149n },
};

const [EPERM] = ERRORS.EPERM!.on;
