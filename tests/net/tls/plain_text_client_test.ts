import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { runCommand } from "../../_kit/program/run.ts";
import { testOn } from "../../_kit/test_on.ts";

testOn(
  ["linux"],
  "nothing can be looked at there",
  "a TLS server answers all clients that do not speak TLS, and serves the others",
  async () => {
    const program = fromFileUrl(new URL("plain_text_clients.ts", import.meta.url));
    const args = ["run", "-A", "--no-check", "--lock=dev.lock", program];
    const { code, stdout, stderr } = await runCommand(Deno.execPath(), args);
    assertEquals([code, stdout], [0, "200 of 200 were answered\n"], stderr);
  },
);
