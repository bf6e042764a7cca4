import { msg, prefixed } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import type { CommandContext } from "../../../cli/command_context.ts";
import type { Family } from "../../../net/address/resolve_host.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import { askDatagram } from "../../../net/udp/ask_datagram.ts";
import { readInputs } from "../../../terminal/inputs.ts";
import type { Tracer } from "../../../trace/tracer.ts";

/** How {@linkcode runDatagramClient} asks. */
export interface DatagramClientOptions {
  /** Only this family. */
  readonly family: Family | undefined;
  readonly trace: Tracer;
}

/**
 * Sends each line that is typed in a datagram and shows the one that comes back, before the next is sent.
 *
 * @returns the exit code.
 * @throws {NetError} when a datagram is not answered.
 */
export async function runDatagramClient(
  server: HostPort,
  { family, trace }: DatagramClientOptions,
  context: CommandContext,
): Promise<number> {
  await using inputs = await readInputs("> ", context);
  let first: string | undefined;
  for await (const lines of inputs.batches) {
    for (const line of lines) {
      const { bytes, from, tries } = await askDatagram(server, datagramOf(line), {
        family,
        first,
        signal: context.signal,
        told: (datagram) => trace.emit({ ...datagram, bytes: datagram.data.length }),
      });
      first = from;
      if (tries > 1) {
        inputs.tell(prefixed("netlab echo connect", msg`it was answered at try ${tries}`));
      }
      await inputs.show(`${decoder.decode(bytes)}\n`);
    }
  }
  return 0;
}

function datagramOf(line: string): Uint8Array {
  const bytes = encoder.encode(line);
  if (bytes.length <= LARGEST) return bytes;
  throw new MessageError(msg`A datagram holds at most ${LARGEST} bytes, and this line has ${bytes.length}`);
}

/** What is left of 65 535 bytes for the data, behind the headers of IPv4 and UDP (RFC 768, RFC 791). */
const LARGEST = 65_507;
const decoder = new TextDecoder();
const encoder = new TextEncoder();
