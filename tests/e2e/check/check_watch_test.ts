import { assertEquals, assertStringIncludes } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";

peerTest(
  "check --watch checks again when the program is saved, and ends when it is asked to",
  ["python3"],
  async () => {
    using temp = new TempFolder();
    const program = (answer: string) =>
      "import socket, sys\ns = socket.create_server(('', int(sys.argv[1])))\n" +
      `while True:\n    c, _ = s.accept()\n    c.sendall(c.recv(1024)${answer})\n    c.close()\n`;
    const file = temp.write("server.py", program(""));
    const args = [
      "check",
      "echo",
      "--run",
      `python3 ${file} {port}`,
      "--only",
      "upper",
      "--out",
      `${temp.path}/report`,
    ];
    await using check = Server.spawn([...args, "--watch"]);
    const checked = () => check.lines.filter((line) => line.includes("waiting for a change of")).length;
    const passed = () => JSON.parse(Deno.readTextFileSync(`${temp.path}/report`)).passed;
    await until(() => checked() === 1);
    assertEquals(passed(), 0);
    temp.write("server.py", program(".upper()"));
    await until(() => checked() === 2);
    assertEquals(passed(), 1);
    assertStringIncludes(check.lines.at(-1)!, "server.py");
    assertEquals(await check.stop("SIGINT"), 130);
  },
);
