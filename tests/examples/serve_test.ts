import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { TextLineStream } from "@std/streams";
import { MODES } from "../../mod/mod.ts";

const EXAMPLE = fromFileUrl(new URL("../../examples/serve.ts", import.meta.url));

for (const mode of Object.keys(MODES)) {
  Deno.test(`examples/serve.ts serves examples/reverse.ts in mode ${mode}`, async () => {
    const args = ["run", "-A", "--no-check", EXAMPLE, mode, "0"];
    const child = new Deno.Command(Deno.execPath(), { args, stderr: "piped" }).spawn();
    const lines = child.stderr.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
      .values();
    const ready = (await lines.next()).value ?? "";
    using client = await Deno.connect({ port: Number(/:(\d+) \(/.exec(ready)?.[1]) });
    await client.write(new TextEncoder().encode("été 🦆\n"));
    const buffer = new Uint8Array(100);
    assertEquals(new TextDecoder().decode(buffer.subarray(0, (await client.read(buffer))!)), "🦆 été\n");
    child.kill("SIGTERM");
    await Promise.all([lines.return?.(), child.status]);
  });
}
