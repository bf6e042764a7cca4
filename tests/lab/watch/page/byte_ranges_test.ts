import { assertEquals } from "@std/assert";
import { ByteRanges } from "../../../../mod/lab/watch/page/assets/byte_ranges.js";
import { matchBytes } from "../../../../mod/trace/diagram/match_bytes.ts";
import { fc, property } from "../../../_kit/property.ts";

function ranges(lengths: readonly number[]): ByteRanges {
  const made = new ByteRanges();
  lengths.forEach((length, event) => made.add(event, length));
  return made;
}

Deno.test("ByteRanges finds the calls that have a byte in a part of the stream", () => {
  const sent = ranges([3, 0, 4]);
  assertEquals(sent.total, 7);
  assertEquals(sent.within(0, 3).map(({ event }) => event), [0]);
  assertEquals(sent.within(2, 4).map(({ event }) => event), [0, 2]);
  assertEquals(sent.within(7, 9), []);
});

const LENGTHS = fc.array(fc.nat({ max: 6 }), { maxLength: 12 });

property(
  "a send's bytes are those of the receives that a diagram draws them to",
  fc.tuple(LENGTHS, LENGTHS),
  ([sends, receives]) => {
    const [sent, received] = [ranges(sends), ranges(receives)];
    const ours = sent.all.flatMap((one) =>
      received.within(one.from, one.to).map((other) => [
        one.event,
        other.event,
        Math.min(one.to, other.to) - Math.max(one.from, other.from),
      ])
    );
    const record = (bytes: number) => ({ time: "", event: "read", bytes }) as const;
    const [writes, reads] = [sends.map(record), receives.map(record)];
    const drawn = matchBytes(writes, reads).map(({ from, to, bytes }) => [
      writes.indexOf(from as typeof writes[0]),
      reads.indexOf(to as typeof reads[0]),
      bytes,
    ]);
    assertEquals(ours, drawn);
  },
);
