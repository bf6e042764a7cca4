import { assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { sourceFiles } from "../_kit/texts/message_ids.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

Deno.test("functions of the system are called from one place for the network and one for its servers, from one for folders, and from one for each need of the process", async () => {
  const opening: string[] = [];
  for await (const file of sourceFiles()) {
    if ((await Deno.readTextFile(join(ROOT, file))).includes("Deno.dlopen(")) opening.push(file);
  }
  assertEquals(opening.sort(), [
    "mod/fs/folder_calls.ts",
    "mod/net/libc.ts",
    // What every server looks up before it listens: one function in place of four.
    "mod/net/tcp/socket_syscalls.ts",
    // What concerns the process itself lies below the network, and is asked for alone.
    "mod/process/close_debugger.ts",
    "mod/process/console/windows_console.ts",
    "mod/process/die_with_parent.ts",
    "mod/process/job_control.ts",
    "mod/process/rights/process_rights.ts",
    "mod/process/rights/user_database.ts",
    "mod/process/tty/tty_calls.ts",
    "mod/process/windows_job.ts",
  ]);
});
