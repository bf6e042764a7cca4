import type { Input } from "../cli/command_context.ts";
import { KeyDecoder, type KeyPress } from "./key_decoder.ts";
import { withPatience } from "./with_patience.ts";

/** Keys that came together. */
export interface KeysRead {
  readonly keys: readonly KeyPress[];
  /** Whether the character that ends the input came after them. */
  readonly last: boolean;
}

/**
 * The keys that are pressed at a terminal, as many at a time as one read brings, until the input ends.
 *
 * @param escape the character that ends the input when it is typed
 * @param signal aborted when nobody wants keys any more
 */
export async function* readKeys(
  stdin: Pick<Input, "read">,
  { escape, signal }: { readonly escape?: string | undefined; readonly signal?: AbortSignal } = {},
): AsyncGenerator<KeysRead> {
  const text = new TextDecoder();
  const decoder = new KeyDecoder();
  const buffer = new Uint8Array(4096);
  for (let reading = stdin.read(buffer);;) {
    const length = await withPatience(reading, decoder.patience, signal);
    if (length === "nothing") {
      yield { keys: decoder.settle(), last: false };
      continue;
    }
    if (length === null) return;
    const input = text.decode(buffer.subarray(0, length), { stream: true });
    const end = escape === undefined ? -1 : input.indexOf(escape);
    yield { keys: decoder.decode(end < 0 ? input : input.slice(0, end)), last: end >= 0 };
    reading = stdin.read(buffer);
  }
}
