import { assertEquals } from "@std/assert";
import { childCommand } from "../../../../mod/server/workers/isolate/child_command.ts";
import type { Permission } from "../../../../mod/process/permissions.ts";

Deno.test("childCommand() allows what there is to allow, and puts nothing else on the command line", () => {
  const injected = ["all", "net --allow-run", "net=x,--allow-run", "--allow-all", "bogus", ""] as string[];
  const { args } = childCommand([...injected, "write"] as Permission[]);
  const allowing = args.filter((each) => /allow|bogus|^--?$/.test(each));
  assertEquals(allowing, ["--allow-read", "--allow-write", "--allow-ffi"]);
});
