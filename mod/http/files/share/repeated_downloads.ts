/*
The same download, twice.

The browser in a messenger's window fetches a file, sees that it cannot show it, and gives the address to the
system, which fetches it again; a finger taps twice. To the person that is one download. So whoever has
received everything may begin once more within a few seconds, if a browser or a phone is at work, and that
counts for nothing. Programs that are typed (curl, wget, aria2c …) do not do this: to them each download is one.

A phone is known by its address and its system: its programs call themselves by different names.
*/

/** How long after a download the same one may begin again, milliseconds. */
export const REPEAT_WITHIN = 5000;

/** As many as there may be within {@linkcode REPEAT_WITHIN}; then the oldest is forgotten. */
const MOST = 1000;

/** What asks: an address, and the system of a browser or a phone there. */
export interface Device {
  readonly client: string;
  /** undefined: neither a browser nor a phone. */
  readonly system: string | undefined;
}

/** Knows who may still fetch again what he has. */
export class RepeatedDownloads {
  readonly #now: () => number;
  /** When each of them may no longer begin, the earliest first. */
  readonly #until = new Map<string, number>();

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A download is complete, or its repetition was broken off. @returns how long it may be repeated, ms */
  may(device: Device): number {
    if (device.system === undefined) return 0;
    const key = keyOf(device);
    this.#until.delete(key);
    this.#until.set(key, this.#now() + REPEAT_WITHIN);
    if (this.#until.size > MOST) this.#until.delete(this.#until.keys().next().value!);
    return REPEAT_WITHIN;
  }

  /** Whether what this one asks for now is the same download once more. */
  isOne(device: Device): boolean {
    return device.system !== undefined && this.#now() < (this.#until.get(keyOf(device)) ?? -Infinity);
  }

  /** It was repeated: the next is a new download. */
  done(device: Device): void {
    this.#until.delete(keyOf(device));
  }
}

function keyOf({ client, system }: Device): string {
  return `${client} ${system}`;
}

/** The system of a browser, or of the program with which a phone fetches. @returns undefined for other programs */
export function systemOf(userAgent: string): string | undefined {
  if (!/^Mozilla\/|AndroidDownloadManager|Dalvik\/|CFNetwork\//.test(userAgent)) return undefined;
  if (/Android|Dalvik/.test(userAgent)) return "android";
  if (/iPhone|iPad|iPod|Macintosh|CFNetwork/.test(userAgent)) return "apple";
  return /Windows/.test(userAgent) ? "windows" : "other";
}
