/*
A client that does not speak TLS on a port that does.

Who types `http://` instead of `https://` gets the seven bytes of a TLS alert, which no program shows in a
way that a person understands. A sentence would help. But the runtime's TLS reads the client's first bytes
by itself and answers them, and only after that are we told.

On Linux there is a moment before: the runtime begins with the handshake only when the code that has
accepted the client returns. Until then, what the client has sent can be looked at where it lies in the
kernel. If it is no handshake, the answer is sent right there, and the sending side is closed, so that the
alert is not sent. The first bytes come a fraction of a millisecond after the connection, so it is worth
waiting for them, although everybody else waits, too: a millisecond or two, and a twentieth of the time at
most, however many connect and are silent.

Nothing depends on it: who says something later, on a busy machine, or on another system, gets the alert.
(The system could wait for us, with TCP_DEFER_ACCEPT; but then clients that are silent keep others out.)
*/

import { Libc } from "../libc.ts";
import { latestDescriptor } from "../tcp/socket_descriptor.ts";

/**
 * What to tell a client that does not speak TLS.
 *
 * @param beginning of what it has sent; a view that is valid until it returns
 * @returns undefined: nothing
 */
export type PlainTextAnswer = (beginning: Uint8Array) => Uint8Array<ArrayBuffer> | undefined;

/** How much of what a client has sent is looked at, bytes. */
const BEGINNING = 2048;
/** How long to wait for a client's first bytes, milliseconds. */
const WAIT = 2;
/** Of each second, how much may be spent on waiting, milliseconds. */
const WAIT_A_SECOND = 50;
/** The type of a TLS record with a handshake (RFC 8446 §5.1); with the highest bit, a hello of SSL 2. */
const HANDSHAKE = 22;

/** Tells clients of a listener that do not speak TLS so. */
export class PlainTextClients implements Disposable {
  readonly #libc: Libc;
  readonly #answer: PlainTextAnswer;
  readonly #buffer = new Uint8Array(BEGINNING);
  /** How much waiting there was left to do at a time, milliseconds. */
  #left = WAIT_A_SECOND;
  #since = performance.now();

  private constructor(libc: Libc, answer: PlainTextAnswer) {
    this.#libc = libc;
    this.#answer = answer;
  }

  /** @returns undefined where the system does not let us */
  static open(answer: PlainTextAnswer): PlainTextClients | undefined {
    const libc = Libc.open([
      ...["getsockname", "getpeername", "fcntl", "close", "poll", "recv", "send", "shutdown"] as const,
    ]);
    return libc && new PlainTextClients(libc, answer);
  }

  /** Looks at what a client has sent; must be called before anything is waited for after its accept. */
  look(client: Deno.Conn): void {
    const libc = this.#libc;
    const free = libc.lowestFree() ?? 0;
    const descriptor = latestDescriptor(client, free, (fd) => libc.nameOf(fd), (fd) => libc.peerOf(fd));
    if (descriptor === undefined) return;
    this.#wait(descriptor);
    const length = libc.peek(descriptor, this.#buffer);
    const [first = HANDSHAKE] = this.#buffer.subarray(0, length);
    if (first === HANDSHAKE || first >= 0x80) return;
    const answer = this.#answer(this.#buffer.subarray(0, length));
    if (answer !== undefined) libc.sendLast(descriptor, answer);
  }

  #wait(descriptor: number): void {
    const begun = performance.now();
    const left = Math.min(WAIT_A_SECOND, this.#left + (begun - this.#since) * WAIT_A_SECOND / 1000);
    if (left >= WAIT) this.#libc.isReadable(descriptor, WAIT);
    this.#since = performance.now();
    this.#left = left - (this.#since - begun);
  }

  [Symbol.dispose](): void {
    this.#libc[Symbol.dispose]();
  }
}
