/** Writes a text to the path that is its first argument: once, or one after another until it is killed. */
import { writeText } from "../../mod/fs/write_text.ts";

const [path, often] = Deno.args;
const texts = ["a", "b", "c"].map((letter) => letter.repeat(4_000_000));
await writeText(path!, texts[0]!);
if (often === "forever") {
  console.log("ready");
  for (let turn = 1;; turn++) await writeText(path!, texts[turn % texts.length]!);
}
