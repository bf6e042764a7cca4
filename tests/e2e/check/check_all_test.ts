/** Programs that nobody has read, checked side by side: some of them mean harm. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { findJail } from "../../../mod/check/all/jail.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const UPPER = `
import socket, sys
server = socket.create_server(("", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    for line in client.makefile("rb"):
        client.sendall(line.decode().upper().encode())
    client.close()
`;

peerTest(
  "a program in the jail erases nothing, sees nobody else and multiplies in vain; without a jail that is said",
  ["bwrap", "python3", "gcc"],
  async () => {
    using temp = new TempFolder();
    const secret = temp.write("secret.txt", "secret");
    const eraser = `import os, shutil\nfor path in ["/hand-in", ${JSON.stringify(temp.path)}]:\n` +
      `    shutil.rmtree(path, ignore_errors=True)\n`;
    const looker =
      `import os, sys\nsys.exit(repr([os.path.exists(${JSON.stringify(secret)}), os.path.exists("/root"),\n` +
      `  os.path.exists("/etc/shadow"), os.listdir("/tmp"), os.environ.get("SECRET")]))\n`;
    const files = {
      "class/Eraser/server.py": eraser + UPPER,
      "class/Looker/server.py": looker,
      "class/Bomb/server.py": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n",
      "class/Typo/server.c": "int main( {",
    };
    const there = await findJail(Deno.uid() === 0);
    const args = [
      "check",
      "all",
      join(temp.path, "class"),
      "--service",
      "echo",
      "--format",
      "json",
      "--jobs",
      "4",
    ];
    const quick = ["--", "--only", "upper", "--timeout", "0.5"];
    if (!there.has) {
      temp.write("class/Ginette/server.py", UPPER);
      const { stderr } = await run([...args, ...quick]);
      return assertStringIncludes(stderr, "each program runs with all your rights");
    }
    for (const [path, text] of Object.entries(files)) temp.write(path, text);
    const { stdout, code, stderr } = await run([...args, ...quick], { env: { SECRET: "x" } });
    assertEquals(code, 1, stderr);
    const { programs, jailed } = JSON.parse(stdout);
    assertEquals(jailed, true);
    // deno-lint-ignore no-explicit-any -- what the program wrote
    const of = (name: string) => programs.find((each: any) => each.name === name);
    assertEquals([of("Eraser").attempt.passed, of("Eraser").attempt.total], [1, 1]);
    for (const path of ["secret.txt", ...Object.keys(files)]) {
      assert(Deno.statSync(join(temp.path, path)).isFile, path);
    }
    assertStringIncludes(of("Looker").report.results[0].said, "[False, False, False, [], None]");
    assertEquals(of("Bomb").attempt.passed, 0);
    assertMatch(of("Typo").problem, /error/);
  },
);

peerTest(
  "the results of all are a table, CSV and JUnit; without the jail that is said",
  ["python3"],
  async () => {
    using temp = new TempFolder();
    temp.write("ginette.py", UPPER);
    const all = [
      "check",
      "all",
      temp.path,
      "--service",
      "echo",
      "--no-jail",
      "--run",
      "python3 {file} {port}",
    ];
    const csv = await run([...all, "--format", "csv", "--", "--only", "upper"]);
    assertEquals(csv.code, 0, csv.stderr);
    assertStringIncludes(csv.stderr, "without a jail: each program runs with all your rights");
    assertEquals(csv.stdout.split("\r\n")[1], "ginette,ginette.py,1,1,1,,,");
    const junit = join(temp.path, "junit.xml");
    await run([...all, "--format", "junit", "-o", junit, "--", "--only", "upper"]);
    assertMatch(await Deno.readTextFile(junit), /<testcase classname="ginette" name="echo\.upper: /);
    const missing = await run(["check", "all", join(temp.path, "gone"), "--service", "echo"]);
    assertEquals(missing.code, 1);
    assertStringIncludes(missing.stderr, "Cannot read");
  },
);
