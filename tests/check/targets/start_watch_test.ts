import { assertEquals } from "@std/assert";
import { freePort } from "../../_kit/net/free_port.ts";
import { RunningProgram } from "../../../mod/check/targets/running_program.ts";
import { StartPatience, StartWatch } from "../../../mod/check/targets/start_watch.ts";
import { testOn } from "../../_kit/test_on.ts";

const CASES: readonly [what: string, program: string, problem: (port: number) => string][] = [
  ["one that ends at once", "raise SystemExit(3)", () => "ended 3"],
  ["one that a signal ends", "import os; os.abort()", () => "ended SIGABRT"],
  [
    "one that listens on another port",
    "import socket, sys, time; s = socket.create_server(('', int(sys.argv[1]))); time.sleep(60)",
    (port) => `elsewhere tcp ${port}`,
  ],
  [
    "one with a UDP socket",
    "import socket, sys, time; s = socket.socket(type=socket.SOCK_DGRAM); s.bind(('', int(sys.argv[1]) % 30000 + 1024)); time.sleep(60)",
    (port) => `elsewhere udp ${port % 30000 + 1024}`,
  ],
  ["one that waits for its keyboard", "input()", () => "silent"],
  ["one that computes for ever", "while True: pass", () => "computes"],
  [
    "one that another one has started, and that computes for ever",
    "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])",
    () => "computes",
  ],
  ["one that prints for ever", "while True: print('x' * 65536)", () => "computes"],
];

for (const [what, program, expected] of CASES) {
  testOn(
    ["linux"],
    "only Linux shows it",
    `a program that does not listen is looked at: ${what}`,
    async () => {
      const elsewhere = freePort();
      await using running = new RunningProgram(["python3", "-c", program, String(elsewhere)]);
      const patience = new StartPatience();
      patience.computing = 1000;
      const watch = new StartWatch({ program: running, port: 1, transport: "tcp", patience });
      let problem = watch.problem();
      while (problem === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        problem = watch.problem();
      }
      const said = problem.what === "ended"
        ? `ended ${problem.end.signal ?? problem.end.code}`
        : problem.what === "elsewhere"
        ? ["elsewhere", problem.sockets[0]!.transport, problem.sockets[0]!.port].join(" ")
        : problem.what;
      assertEquals(said, expected(elsewhere));
    },
  );
}

testOn(
  ["linux"],
  "only Linux shows it",
  "a program that has only just begun to listen on its port is not said to listen elsewhere",
  async () => {
    const port = freePort();
    const listens =
      "import socket, sys, time; s = socket.create_server(('', int(sys.argv[1]))); time.sleep(60)";
    await using running = new RunningProgram(["python3", "-c", listens, String(port)]);
    const watch = new StartWatch({ program: running, port, transport: "tcp" });
    while (!watch.bound()) await new Promise((resolve) => setTimeout(resolve, 20));
    // As much time as it takes a busy machine to look again: nobody has tried to connect in between.
    assertEquals([0, 5000].map((now) => watch.problem(now)), [undefined, undefined]);
  },
);

testOn(
  ["linux"],
  "only Linux shows it",
  "what computes before it listens is waited for while it may be compiled, and less long when it did so in vain",
  async () => {
    await using running = new RunningProgram(["python3", "-c", "while True: pass"]);
    const patience = new StartPatience();
    patience.computing = 300;
    const view = { program: running, port: 1, transport: "tcp", patience } as const;
    const [compiled, interpreted] = [new StartWatch({ ...view, compiled: true }), new StartWatch(view)];
    let problem = interpreted.problem();
    while (problem === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      assertEquals(compiled.problem(), undefined);
      problem = interpreted.problem();
    }
    assertEquals(problem, { what: "computes", seconds: patience.computed / 1000 });
    assertEquals(patience.computing, 2000);
  },
);

testOn(
  ["linux"],
  "only Linux shows it",
  "what starts one process after the other builds something, and is waited for",
  async () => {
    const builds = "import subprocess, sys\nwhile True: subprocess.run([sys.executable, '-c', 'pass'])";
    await using running = new RunningProgram(["python3", "-c", builds]);
    const patience = new StartPatience();
    patience.computing = 1500;
    const watch = new StartWatch({ program: running, port: 1, transport: "tcp", patience });
    for (const end = performance.now() + 2500; performance.now() < end;) {
      assertEquals(watch.problem(), undefined);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  },
);
