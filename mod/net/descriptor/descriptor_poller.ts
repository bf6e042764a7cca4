import { Libc } from "../libc.ts";

/**
 * # Waiting for descriptors of our own
 *
 * The runtime waits for the sockets that it has made itself. One that we made through the C library is waited
 * for here: one call of poll(2) for all of them, on a thread of the runtime's pool, which an event descriptor
 * wakes when there is something else to wait for. So a thousand such sockets cost one thread, and a thread only
 * while somebody waits.
 */
class DescriptorPoller {
  readonly #libc: Libc;
  readonly #event: number;
  readonly #waiting = new Set<Waiting>();
  #polling = false;

  constructor(libc: Libc) {
    this.#libc = libc;
    this.#event = libc.eventDescriptor();
  }

  /** Resolves when a descriptor can be read (or accepted on), or when it is in error or forgotten. */
  readable(fd: number): Promise<void> {
    return this.#wait(fd, POLLIN);
  }

  /** The same for writing, or the outcome of a connect. */
  writable(fd: number): Promise<void> {
    return this.#wait(fd, POLLOUT);
  }

  /** Lets everybody go on who waits for a descriptor, which is closed next. */
  forget(fd: number): void {
    for (const waiting of this.#waiting) {
      if (waiting.fd === fd) this.#release(waiting);
    }
    if (this.#polling) this.#wake();
  }

  #wait(fd: number, events: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add({ fd, events, resolve });
    if (this.#polling) this.#wake();
    else void this.#run();
    return promise;
  }

  async #run(): Promise<void> {
    this.#polling = true;
    while (this.#waiting.size > 0) {
      const waiting = [...this.#waiting];
      const wanted = pollDescriptors([{ fd: this.#event, events: POLLIN }, ...waiting]);
      await this.#libc.poll(wanted);
      this.#libc.read(this.#event, new Uint8Array(8));
      const happened = new Int16Array(wanted.buffer);
      waiting.forEach((each, index) => {
        if (happened[4 * (index + 1) + 3] !== 0) this.#release(each);
      });
    }
    this.#polling = false;
  }

  #release(waiting: Waiting): void {
    if (this.#waiting.delete(waiting)) waiting.resolve();
  }

  #wake(): void {
    this.#libc.write(this.#event, new Uint8Array(new BigUint64Array([1n]).buffer));
  }
}

interface Waiting {
  readonly fd: number;
  readonly events: number;
  readonly resolve: () => void;
}

const [POLLIN, POLLOUT] = [1, 4];

/** `struct pollfd`, one after another: the descriptor, what is wanted, and room for what has happened. */
function pollDescriptors(all: readonly { fd: number; events: number }[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 * all.length);
  const [fds, events] = [new Int32Array(bytes.buffer), new Int16Array(bytes.buffer)];
  all.forEach((each, index) => {
    fds[2 * index] = each.fd;
    events[4 * index + 2] = each.events;
  });
  return bytes;
}

let shared: { readonly libc: Libc; readonly poller: DescriptorPoller } | undefined;

/** The C library and the one poller of this program; undefined where there is none. */
export function descriptors(): { readonly libc: Libc; readonly poller: DescriptorPoller } | undefined {
  if (shared !== undefined) return shared;
  const libc = Libc.open();
  return libc && (shared = { libc, poller: new DescriptorPoller(libc) });
}

/**
 * The same for code that can do nothing without.
 *
 * @throws {Error} where there is no C library that may be used.
 */
export function requiredDescriptors(): { readonly libc: Libc; readonly poller: DescriptorPoller } {
  const found = descriptors();
  if (found === undefined) throw Object.assign(new Error("no C library"), { code: "ENOSYS" });
  return found;
}
