import { assertEquals } from "@std/assert";
import { SOCKET } from "../../mod/net/socket_constants.ts";
import { peerTest } from "../_kit/peers/peer.ts";
import { runCommand } from "../_kit/program/run.ts";

if (Deno.build.os === "linux") {
  peerTest("the numbers for sockets are those that Python was compiled with", ["python3"], async () => {
    const program = `import json, socket, sys
print(json.dumps({name: int(getattr(socket, name)) for name in sys.argv[1:]}))`;
    const { stdout } = await runCommand("python3", ["-c", program, ...Object.keys(SOCKET)]);
    assertEquals(JSON.parse(stdout), SOCKET);
  });
}
