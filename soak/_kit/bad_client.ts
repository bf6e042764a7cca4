import { dial, type Door, type Speech } from "./door.ts";
import type { Scene } from "./fault.ts";
import type { Subject } from "./subject.ts";

/** A stream that belongs to somebody without manners: nothing it does may fail the run, whatever the server does to it. */
export class BadClient implements Disposable {
  private constructor(readonly conn: Deno.Conn) {}

  /** @returns `undefined` when the server lets nobody in for the moment */
  static async connect(door: Door): Promise<BadClient | undefined> {
    try {
      return new BadClient(await dial(door));
    } catch {
      return undefined; // a full backlog, or a server that is being started again
    }
  }

  /** Sends, for as long as anybody takes it. */
  async write(data: string | Uint8Array): Promise<boolean> {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    try {
      for (let sent = 0; sent < bytes.length;) sent += await this.conn.write(bytes.subarray(sent));
      return true;
    } catch {
      return false; // closed in our face, as we deserve
    }
  }

  /** Waits for some bytes. */
  async read(): Promise<number | null> {
    return await this.conn.read(new Uint8Array(4096)).catch(() => null);
  }

  [Symbol.dispose](): void {
    try {
      this.conn.close();
    } catch {
      // closed already
    }
  }
}

/** A door that takes streams, drawn by lot. */
export function streamDoor(subject: Subject, pick: <T>(values: readonly T[]) => T): Door {
  return pick(streamDoors(subject))[1];
}

/** Whether a server has a door for streams. */
export function hasStreams(subject: Subject): boolean {
  return streamDoors(subject).length > 0;
}

/** The doors of a server that take streams, and what is spoken there. */
export function streamDoors(subject: Subject): [Speech, Door][] {
  return subject.doors.filter(([, door]) => door.transport !== "udp");
}

/** Five clients in turn, at one door, who say something that nobody there understands, and wait a moment for what comes back. */
export async function sayNonsense(
  subject: Subject,
  { random, pause }: Scene,
  nonsense: () => Uint8Array,
): Promise<void> {
  const door = streamDoor(subject, random.pick);
  for (let count = 0; count < 5; count++) {
    using client = await BadClient.connect(door);
    await Promise.race([client?.write(nonsense()), pause(1000)]);
    await Promise.race([client?.read(), pause(200)]);
  }
}

/** Something that makes a server of this speech answer at length. */
export function greedyQuestion(speech: Speech): string {
  switch (speech) {
    case "files":
      return "big.bin\n";
    case "http":
      return "GET /big.bin HTTP/1.1\r\nhost: localhost\r\n\r\n";
    case "web":
      return "GET /chat.js HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(40);
    case "chat":
      return `rude${crypto.randomUUID().slice(0, 8)}\n${"/help\n".repeat(60)}`;
    case "prime":
      return "17\n".repeat(5000);
    case "calc":
      return "2**200\n".repeat(2000);
    default:
      return `${"x".repeat(60)}\n`.repeat(5000);
  }
}
