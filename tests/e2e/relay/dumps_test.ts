import { assertEquals } from "@std/assert";
import { dumpBlock } from "../../../mod/relay/filters/dump.ts";
import type { Way } from "../../../mod/relay/filters/filter.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { socat } from "../../_kit/program/relay.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** What the data is made of: everything, text with its line ends, controls, the upper half. */
const ALPHABETS = [
  Uint8Array.from({ length: 256 }, (_, byte) => byte),
  new TextEncoder().encode("abc DEF\t\n\r\\"),
  Uint8Array.of(0, 7, 8, 9, 10, 11, 12, 13, 27, 127),
  Uint8Array.from({ length: 128 }, (_, byte) => byte + 128),
  Uint8Array.of(10),
];

const LENGTHS = [1, 15, 16, 17, 61, 62, 300];

/** Bytes of a block; several of the lengths are longer. */
const BLOCK = 61;

for (
  const [flags, show] of [
    [["-v"], { text: true, hex: false }],
    [["-x"], { text: false, hex: true }],
    [["-v", "-x"], { text: true, hex: true }],
  ] as const
) {
  peerTest(`relay ${flags.join(" ")} shows random data byte for byte as socat does`, ["socat"], async () => {
    using folder = new TempFolder();
    for (const [number, alphabet] of ALPHABETS.entries()) {
      for (const length of LENGTHS) {
        const data = Uint8Array.from(
          { length },
          () => alphabet[Math.floor(Math.random() * alphabet.length)]!,
        );
        const file = `${folder.path}/data`;
        Deno.writeFileSync(file, data);
        const way: Way = (number + length) % 2 === 0 ? ">" : "<";
        const addresses = [`OPEN:${file}`, "OPEN:/dev/null"];
        if (way === "<") addresses.reverse();
        const { stderr } = await socat([
          ...flags,
          way === ">" ? "-u" : "-U",
          "-b",
          String(BLOCK),
          ...addresses,
        ]);
        assertEquals(undated(shown(way, data, show)), undated(stderr), `${[...data]}`);
      }
    }
  });
}

function shown(way: Way, data: Uint8Array, show: { text: boolean; hex: boolean }): string {
  let out = "";
  for (let at = 0; at < data.length; at += BLOCK) {
    out += new TextDecoder().decode(dumpBlock(way, data.subarray(at, at + BLOCK), at, show));
  }
  return out;
}

/** socat writes nine digits where microseconds belong when the clock shows few. */
function undated(text: string): string {
  return text.replaceAll(/\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d+/g, "TIME");
}
