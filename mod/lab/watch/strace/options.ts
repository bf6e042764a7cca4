/** What strace is to look at. */
export interface StraceStart {
  /** Where it writes what it sees. */
  readonly output: string;
  /** The words of a program to start; or the numbers of processes to join. */
  readonly words?: readonly string[];
  readonly pids?: readonly number[];
  readonly dialect: StraceDialect;
}

/**
 * How strace is asked to say what descriptors stand for. Older ones say it of everything that is open, newer ones of
 * sockets alone, which is quicker.
 */
export type StraceDialect = "sockets" | "everything";

/**
 * The calls that are looked at: those of sockets, those that make, wait for and end processes, and those that may be
 * about a socket or not. A `?` passes over what a kind of processor does not have.
 */
const CALLS = [
  "%network",
  ...["read", "write", "readv", "writev", "close", "dup", "dup3", "fcntl", "ioctl"],
  ...["?dup2", "?poll", "ppoll", "?select", "pselect6", "?epoll_wait", "epoll_pwait", "?epoll_pwait2"],
  ...["?sendfile", "?sendfile64", "?close_range", "?io_uring_setup", "?restart_syscall"],
  ...["execve", "?execveat", "clone", "?clone3", "?fork", "?vfork", "wait4", "waitid", "exit", "exit_group"],
];

/** The arguments of strace. */
export function straceArguments({ output, words, pids = [], dialect }: StraceStart): string[] {
  return [
    "-f", // threads and children, too
    "-q",
    "-ttt",
    "-T",
    "-xx", // every string in hexadecimal: nothing that a peer has sent can look like a line of strace
    ...["-s", "4096"],
    // the other calls of a program do not stop it; of one that runs already that cannot be changed
    ...(words === undefined ? [] : ["--seccomp-bpf"]),
    ...(dialect === "sockets" ? ["--decode-fds=socket"] : ["-yy"]),
    ...["-e", `trace=${CALLS.join(",")}`],
    ...["-o", output],
    ...pids.flatMap((pid) => ["-p", String(pid)]),
    ...(words === undefined ? [] : ["--", ...words]),
  ];
}
