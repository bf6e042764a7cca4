/** Programs that nobody has read, checked side by side: some of them mean harm. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { findJail } from "../../../mod/check/all/jail.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { isInstalled } from "../../_kit/program/is_installed.ts";
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

/** Programs that keep more and more once a client has come. */
const EATERS = {
  "Python/server.py": `
import socket, sys
client, _ = socket.create_server(("", int(sys.argv[1]))).accept()
client.recv(10)
kept = []
while True: kept.append(b"x" * 1000000)
`,
  // Beside the heap, which Node limits itself
  "Node/server.js": `
const kept = [];
require("net").createServer((client) => client.on("data", () => {
  for (;;) kept.push(Buffer.alloc(1000000, 1));
})).listen(Number(process.argv[2]));
`,
  "Java/Server.java": `
import java.net.*;
import java.util.*;
public class Server {
  static Socket client;
  public static void main(String[] words) throws Exception {
    List<byte[]> kept = new ArrayList<>();
    client = new ServerSocket(Integer.parseInt(words[0])).accept();
    client.getInputStream().read();
    while (true) kept.add(new byte[1000000]);
  }
}
`,
  "Go/server.go": `
package main
import ("net"; "os")
func main() {
  listener, _ := net.Listen("tcp", ":" + os.Args[1])
  client, _ := listener.Accept()
  defer client.Close()
  client.Read(make([]byte, 10))
  var kept [][]byte
  for {
    kept = append(kept, make([]byte, 1000000))
    for i := range kept[len(kept)-1] { kept[len(kept)-1][i] = 1 }
  }
}
`,
};

peerTest(
  "a program that eats memory is ended, whatever its language, and that is told",
  ["bwrap", "python3", "node", "java", "gcc"],
  async () => {
    if (!(await findJail(Deno.uid() === 0)).has) return;
    using temp = new TempFolder();
    const eaters = Object.entries(EATERS).filter(([path]) => !path.endsWith(".go") || isInstalled("go"));
    for (const [path, text] of eaters) temp.write(path, text);
    const { stdout, stderr } = await run([
      ...[
        "check",
        "all",
        temp.path,
        "--service",
        "echo",
        "--format",
        "json",
        "--jobs",
        "4",
        "--memory",
        "400MB",
      ],
      ...["--", "--only", "upper", "--timeout", "8"],
    ]);
    // deno-lint-ignore no-explicit-any -- what the program wrote
    const programs = JSON.parse(stdout).programs as any[];
    const told = programs.map(({ name, report, problem }) =>
      `${name}: ${report?.results[0].cause ?? problem}`
    );
    assertEquals(told.length, eaters.length, stderr);
    for (const words of told) {
      assertMatch(words, MEMORY[words.split(":")[0]!] ?? /used more than 400 MB of memory/);
    }
  },
);

/** A server of its folder; the other handler gives away what lies beside it, too. */
const WEB = `
import http.server, os, sys
class Open(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path):
        return os.getcwd() + path
handler = http.server.SimpleHTTPRequestHandler
# a handler
http.server.ThreadingHTTPServer(("", int(sys.argv[1])), handler).serve_forever()
`;

const TALK = `
import socket, sys, threading
other, address = socket.create_server(("", int(sys.argv[1]))).accept()
def listen():
    for line in other.makefile():
        print(line, end="", flush=True)
threading.Thread(target=listen, daemon=True).start()
for line in sys.stdin:
    other.sendall(line.encode())
`;

/** Where the language notices first. */
const MEMORY: Readonly<Record<string, RegExp>> = {
  Java: /it got no more memory, as it says itself|used more than/,
};

peerTest(
  "web servers, talks and sheets of one's own are checked in the jail, too, with the folders that they serve",
  ["bwrap", "python3"],
  async () => {
    if (!(await findJail(Deno.uid() === 0)).has) return;
    using temp = new TempFolder();
    temp.write("http/Ginette/server.py", WEB);
    temp.write("http/Roger/server.py", WEB.replace("# a handler", "handler = Open"));
    temp.write("talk/Ginette/server.py", TALK);
    temp.write("echo/Ginette/server.py", UPPER);
    const sheet = temp.write(
      "sheet.json",
      JSON.stringify({
        id: "loud",
        title: "loud",
        rules: [{
          id: "upper",
          title: "a line comes back in upper case",
          steps: [{
            do: [{ connect: "ginette" }, { send: "ginette", line: "salut" }],
            see: [{ role: "ginette", line: "SALUT" }],
          }],
        }],
      }),
    );
    const kept = async (service: string, ...more: string[]) => {
      const all = ["check", "all", join(temp.path, service === "script" ? "echo" : service)];
      const { stdout, stderr } = await run([...all, "--service", service, "--format", "csv", "--", ...more]);
      return stdout.trim().split("\r\n").slice(1).map((row) => row.split(",").slice(0, 6).join(",")).join(
        "; ",
      ) ||
        stderr;
    };
    assertEquals(
      await kept("http", "--only", "text", "--only", "traversal", "--timeout", "3"),
      "Ginette,server.py,2,2,2,; Roger,server.py,1,2,1,http.traversal",
    );
    assertEquals(await kept("talk", "--only", "typed", "--only", "shown"), "Ginette,server.py,2,2,2,");
    assertEquals(await kept("script", sheet), "Ginette,server.py,1,1,1,");
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
