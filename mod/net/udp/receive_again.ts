import { errorKind, systemFailure } from "../errors/system_error.ts";

/**
 * What a socket for datagrams does after a receive that failed: some systems tell the whole socket
 * that an earlier datagram could not be delivered to somebody (ICMP; `ECONNREFUSED`, on Windows
 * `ECONNRESET`). That peer is gone, but others may have sent something meanwhile.
 *
 * @returns the next datagram.
 * @throws any other error, such as that of a socket that has been closed.
 */
export async function receiveAgain<Received>(
  error: unknown,
  receive: () => Promise<Received>,
): Promise<Received> {
  while (isAboutOnePeer(error)) {
    try {
      return await receive();
    } catch (next) {
      error = next;
    }
  }
  throw error;
}

function isAboutOnePeer(error: unknown): boolean {
  const failure = systemFailure(error);
  // Our own close interrupts a receive.
  return failure === "refused" || errorKind(error) === "peer" && failure !== "interrupted";
}
