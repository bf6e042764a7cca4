import { runCommand } from "../program/run.ts";

/**
 * A client that connects, and breaks off with RST (SO_LINGER of zero) before anybody can have
 * accepted it.
 */
const RESETS = `
import socket, struct, sys, time
where, count = sys.argv[1], int(sys.argv[2])
family, address = (socket.AF_INET, ("127.0.0.1", int(where))) if where.isdigit() else (socket.AF_UNIX, where)
made, last = 0, time.monotonic()
while made < count and time.monotonic() - last < 5:
    with socket.socket(family) as s:
        s.settimeout(0.02)  # the kernel would wait for a second when the queue is full
        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        try: s.connect(address)
        except (TimeoutError, BlockingIOError): continue
        except (ConnectionError, FileNotFoundError): break  # the server has ended
        made, last = made + 1, time.monotonic()
print(made)
`;

/**
 * @param where a port, or the path of a UNIX socket
 * @returns how many could connect before the server ended, or its queue was full for five seconds.
 */
export async function resetBeforeAccept(where: number | string, count: number): Promise<number> {
  const { code, stdout, stderr } = await runCommand("python3", ["-c", RESETS, `${where}`, `${count}`]);
  if (code !== 0) throw new Error(stderr);
  return Number(stdout);
}

/**
 * Lets something arrive while a server does not run, so that none of it is accepted before all of
 * it is there.
 *
 * @returns the result of `arrive`; the server runs again.
 */
export async function whileStopped<T>(server: Deno.ChildProcess, arrive: () => Promise<T>): Promise<T> {
  server.kill("SIGSTOP");
  try {
    return await arrive();
  } finally {
    server.kill("SIGCONT");
  }
}
