/**
 * A program and everything that it starts, held together by a job object of Windows: they can be ended as
 * one, and they end when we do, however that happens, because the last handle of the job is ours.
 *
 * The runtime does the second for the programs that it starts itself, but not for those that they start.
 *
 * Goes through kernel32.dll, so it needs the permission for foreign functions. Put a program in as soon as
 * it is started: what it has started before is not in the job.
 */
export class WindowsJob implements Disposable {
  readonly #handle: Deno.PointerValue;

  private constructor(handle: Deno.PointerValue) {
    this.#handle = handle;
  }

  /** Puts a program into a job of its own; `undefined` where that cannot be done. */
  static of(pid: number): WindowsJob | undefined {
    const library = kernel();
    if (library === undefined) return undefined;
    const job = library.CreateJobObjectW(null, null);
    const program = library.OpenProcess(PROCESS_SET_QUOTA | PROCESS_TERMINATE, 0, pid);
    const held = limit(job, KILL_ON_JOB_CLOSE) && library.AssignProcessToJobObject(job, program) !== 0;
    library.CloseHandle(program);
    if (held) return new WindowsJob(job);
    library.CloseHandle(job);
    return undefined;
  }

  /** Ends all of them at once, with exit code 1. */
  terminate(): void {
    kernel()!.TerminateJobObject(this.#handle, 1);
  }

  /** Lets go of them: they may outlive us. */
  [Symbol.dispose](): void {
    limit(this.#handle, 0);
    kernel()!.CloseHandle(this.#handle);
  }
}

/** SetInformationJobObject with JOBOBJECT_EXTENDED_LIMIT_INFORMATION, of which only LimitFlags are set. */
function limit(job: Deno.PointerValue, flags: number): boolean {
  const information = new Uint8Array(EXTENDED_LIMITS_SIZE);
  new DataView(information.buffer).setUint32(LIMIT_FLAGS, flags, true);
  return kernel()!.SetInformationJobObject(job, EXTENDED_LIMITS, information, information.length) !== 0;
}

const PROCESS_TERMINATE = 0x0001;
const PROCESS_SET_QUOTA = 0x0100;
const KILL_ON_JOB_CLOSE = 0x2000;
/** JobObjectExtendedLimitInformation, its size on 64 bits, and where its flags are. */
const EXTENDED_LIMITS = 9;
const EXTENDED_LIMITS_SIZE = 144;
const LIMIT_FLAGS = 16;

function open() {
  return Deno.dlopen("kernel32.dll", {
    CreateJobObjectW: { parameters: ["pointer", "pointer"], result: "pointer" },
    SetInformationJobObject: { parameters: ["pointer", "i32", "buffer", "u32"], result: "i32" },
    AssignProcessToJobObject: { parameters: ["pointer", "pointer"], result: "i32" },
    TerminateJobObject: { parameters: ["pointer", "u32"], result: "i32" },
    OpenProcess: { parameters: ["u32", "i32", "u32"], result: "pointer" },
    CloseHandle: { parameters: ["pointer"], result: "i32" },
  }).symbols;
}

let opened: ReturnType<typeof open> | undefined;

function kernel(): typeof opened {
  if (Deno.build.os !== "windows") return undefined;
  try {
    return opened ??= open();
  } catch {
    return undefined; // no permission
  }
}
