import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { isAlive } from "../_kit/program/proc.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { POSIX, testOn } from "../_kit/test_on.ts";

testOn(
  POSIX,
  "no program is sent SIGINT there",
  "a suite that is interrupted leaves neither its server nor its folder behind",
  async () => {
    using place = new TempFolder();
    const cwd = fromFileUrl(new URL("../../", import.meta.url));
    const suite = fromFileUrl(new URL("suite_for_interruption.ts", import.meta.url));
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--lock=dev.lock", suite],
      cwd,
      env: { TMPDIR: place.path, NETLAB_BIN: "", NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const errors = new Response(child.stderr).text();
    let said = "";
    let pid = 0;
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      said += text;
      const found = /measuring (\d+)\n/.exec(said);
      if (!found || pid !== 0) continue;
      pid = Number(found[1]);
      // A terminal tells the launcher and the program: twice is no hurry
      for (let times = 0; times < 2; times++) child.kill("SIGINT");
    }
    const { code } = await child.status;
    assertEquals(code, 130, said);
    assertStringIncludes(await errors, "bench: interrupted");
    assert(pid !== 0 && !isAlive(pid));
    assertEquals(place.names(), []);
  },
);
