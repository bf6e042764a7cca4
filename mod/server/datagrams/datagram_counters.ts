import { format as formatBytes } from "@std/fmt/bytes";

/** Counts the datagrams of a server and their bytes. */
export class DatagramCounters {
  #received = 0;
  #sent = 0;
  #bytesRead = 0;
  #bytesWritten = 0;

  /** A datagram of so many bytes has come. */
  received(bytes: number): void {
    this.#received++;
    this.#bytesRead += bytes;
  }

  /** A datagram of so many bytes has been sent. */
  sent(bytes: number): void {
    this.#sent++;
    this.#bytesWritten += bytes;
  }

  /** `stats: udp: 12 received, 11 answered, 1.2 kB in, 1.1 kB out`. */
  describe(): string {
    const [read, written] = [formatBytes(this.#bytesRead), formatBytes(this.#bytesWritten)];
    return `stats: udp: ${this.#received} received, ${this.#sent} answered, ${read} in, ${written} out`;
  }
}
