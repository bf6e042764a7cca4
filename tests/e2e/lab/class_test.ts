/** A class as its people use it: the program, real checks, real clients, and a kill in the middle. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { newClassKey } from "../../../mod/lab/class/class_key.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { curl } from "../../_kit/web/curl.ts";
import { reportOf } from "../../lab/class/class_report.ts";

async function openClass(
  dir: string,
  ...more: string[]
): Promise<{ server: Server; url: string; key: string }> {
  const server = await Server.start(["lab", "class", "0", "--dir", dir, "--host", "127.0.0.1", ...more]);
  const [, key = ""] = /key is (\S+):/.exec(server.lines.join("\n")) ?? [];
  return { server, url: `http://127.0.0.1:${server.port}`, key };
}

peerTest(
  "a check reports to a class, files put and curl hand in, and the teacher fetches the grades",
  ["curl", "python3", "strace"],
  async () => {
    using temp = new TempFolder();
    const file = temp.write(
      "server.py",
      'import socket, sys\ns = socket.create_server(("", int(sys.argv[1])))\nwhile True:\n' +
        "    c, a = s.accept()\n    c.sendall(c.recv(1024).upper())\n    c.close()\n",
    );
    const { server, url, key } = await openClass(join(temp.path, "class"), "--exercises", "echo");
    await using _server = server;
    const env = { HOME: temp.path, XDG_STATE_HOME: join(temp.path, "state") };
    const check = ["check", "echo", "--run", `python3 ${file} {port}`, "--only", "bytewise"];
    const checked = await run([...check, "--class", url, "--name", "Ginette"], { env });
    assertStringIncludes(checked.stderr, "the class has the report of Ginette");
    const [own = ""] = /http:\S+\/s\/\S+\//.exec(checked.stderr) ?? [];
    const { reports: [report] } = JSON.parse(await curl(["-sS", `${own}state.json`]));
    assertEquals(report.recordings, ["echo.bytewise"]);
    const recording = `reports/${report.id}/echo.bytewise/`;
    assertStringIncludes(await curl(["-sS", own + recording]), "watch.js");
    const teacher = ["-sS", "-u", `teacher:${key}`];
    assertStringIncludes(await curl([...teacher, `${url}/teacher/${recording}`]), "watch.js");
    const put = await run(["files", "put", file, `${url}/`], { env });
    assertEquals(put.code, 0, put.stderr);
    assertStringIncludes(put.stderr, "handing in as Ginette");
    assertMatch(await curl(["-sST", file, own]), /^server.py version 2\n/);
    assertMatch(await curl(["-sS", "-u", `teacher:${key}`, `${url}/teacher/grades.csv`]), /\r\nGinette,/);
    const copy = join(temp.path, "class", "hand-ins", "Ginette", "server.py");
    assertEquals(await Deno.readTextFile(copy), await Deno.readTextFile(file));
  },
);

peerTest("a class that is away is said in a line, and the check counts as usual", ["python3"], async () => {
  using temp = new TempFolder();
  const env = { XDG_STATE_HOME: temp.path, LOCALAPPDATA: temp.path };
  const check = ["check", "echo", "--run", "python3 -c pass {port}", "--only", "bytewise"];
  const { code, stderr } = await run([...check, "--class", "http://127.0.0.1:1", "--name", "Ginette"], {
    env,
  });
  assertEquals(code, 1);
  assertMatch(stderr, /netlab check echo: the report did not reach the class: .+\n$/);
  const wrong = await run([...check, "--class", "127.0.0.1", "--name", "Ginette"], { env });
  assertEquals(wrong.code, 2);
  assertStringIncludes(wrong.stderr, "--class needs the address of a class");
});

Deno.test("a class of thirty that is killed in the middle has all that it said it had taken", async () => {
  using temp = new TempFolder();
  const dir = join(temp.path, "class");
  const first = await openClass(dir);
  const students = Array.from({ length: 30 }, (_, at) => ({ name: `student ${at}`, key: newClassKey() }));
  const taken: string[] = [];
  let reports = 0;
  const send = async (url: string, { name, key }: { name: string; key: string }) => {
    for (let version = 1; version <= 10; version++) {
      const body = JSON.stringify({ name, report: reportOf(version, "x") });
      const headers = { authorization: `Bearer ${key}` };
      const reported = await fetch(`${url}/api/report`, { method: "POST", body, headers });
      await reported.body?.cancel();
      if (reported.status === 200) reports++;
      const wanted = { accept: "application/json" };
      const put = await fetch(`${url}/s/${key}/a.py`, {
        method: "PUT",
        body: `${name} ${version}`,
        headers: wanted,
      });
      const receipt = await put.json();
      taken.push(`${receipt.student} ${receipt.version} ${receipt.sha256}`);
      if (taken.length === 100) await first.server.stop("SIGKILL");
    }
  };
  await Promise.allSettled(students.map((student) => send(first.url, student)));
  await first.server[Symbol.asyncDispose]();
  assert(taken.length >= 100 && taken.length < 300, `${taken.length} were taken`);
  const again = await openClass(dir);
  await using _again = again.server;
  assertEquals(again.key, "", "a key is shown once");
  const headers = { authorization: `Bearer ${first.key}` };
  const board = await (await fetch(`${again.url}/teacher/board.json`, { headers })).json();
  // deno-lint-ignore no-explicit-any -- what came over the wire
  const there = new Set(board.students.flatMap(({ name, handIns }: any) =>
    // deno-lint-ignore no-explicit-any -- what came over the wire
    handIns.map(({ version, sha256 }: any) => `${name} ${version} ${sha256}`)
  ));
  assertEquals(taken.filter((each) => !there.has(each)), []);
  // deno-lint-ignore no-explicit-any -- what came over the wire
  const attempts = board.students.reduce((sum: number, each: any) => sum + each.exercises.echo.attempts, 0);
  assert(attempts >= reports, `${attempts} of ${reports} reports`);
});

Deno.test("two hundred students report, hand in and watch their pages at once, and the teacher sees them all", async () => {
  using temp = new TempFolder();
  const { server, url, key } = await openClass(join(temp.path, "class"));
  await using _server = server;
  const sockets: WebSocket[] = [];
  const student = async (at: number): Promise<string> => {
    const [name, own] = [`student ${at}`, newClassKey()];
    const headers = { authorization: `Bearer ${own}` };
    const body = JSON.stringify({ name, report: reportOf(at % 7, "x") });
    const reported = await fetch(`${url}/api/report`, { method: "POST", body, headers });
    await reported.body?.cancel();
    const socket = new WebSocket(`${url.replace("http", "ws")}/s/${own}/live`);
    sockets.push(socket);
    await new Promise((resolve, reject) => {
      socket.onmessage = resolve;
      socket.onerror = reject;
    });
    const put = await fetch(`${url}/s/${own}/a.py`, { method: "PUT", body: name });
    await put.body?.cancel();
    return `${reported.status} ${put.status}`;
  };
  const answers = await Promise.all(Array.from({ length: 200 }, (_, at) => student(at)));
  assertEquals([...new Set(answers)], ["200 201"]);
  const headers = { authorization: `Bearer ${key}` };
  const board = await (await fetch(`${url}/teacher/board.json`, { headers })).json();
  // deno-lint-ignore no-explicit-any -- what came over the wire
  const whole = board.students.filter((each: any) => each.here && each.handIns.length === 1);
  assertEquals(whole.length, 200);
  const closed = sockets.map((socket) => new Promise((resolve) => socket.onclose = resolve));
  sockets.forEach((socket) => socket.close());
  await Promise.all(closed);
});
