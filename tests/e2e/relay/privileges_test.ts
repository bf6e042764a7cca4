import { assertEquals, assertStringIncludes } from "@std/assert";
import { rootTest } from "../../_kit/program/as_root.ts";
import { run } from "../../_kit/program/run.ts";
import { Relay, relay, socat } from "../../_kit/program/relay.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** Who the program is, as it sees it itself: all user and group numbers, its groups, what its variables say. */
const WHO = 'SYSTEM:\'grep -E "^(Uid|Gid|Groups|Cap(Prm|Eff)):" /proc/self/status; ' +
  'env | grep -E "^(USER|LOGNAME|HOME|SHELL)=" | sort\'';

/** Options of a program, with which it starts or, just as with socat, does not. */
const OF_PROGRAMS = [
  "su=nobody",
  "su-d=nobody",
  "su-e=nobody",
  "substuser=daemon",
  "substuser-delayed=www-data",
  "su=www-data",
  "su=33",
  "setuid=nobody",
  "setuid=65534",
  "setuid=0x21",
  "setgid=nogroup",
  "setgid=33",
  "setgid=daemon,setuid=daemon",
  "setuid=daemon,setgid=daemon",
  "setuid=nobody,setuid=root",
  "su=nobody,su=daemon",
  "su=root,su=nobody",
  "setuid-early=nobody",
  "setgid-early=nogroup",
  "setgid-early=nogroup,setuid=nobody",
  "setgid-early=nogroup,su-d=nobody",
  "setuid-early=nobody,setgid=nogroup",
  "su=4242424",
  "su=nosuchuser",
  "setgid=nosuchgroup",
  "setuid=9x",
  "su",
];

rootTest(
  "relay gives a program the rights that socat gives it, or neither starts it",
  ["socat"],
  async (t) => {
    for (const options of OF_PROGRAMS) {
      await t.step(options, async () => {
        const command = ["-u", `${WHO},${options}`, "-"];
        const [ours, theirs] = [await relay(command), await socat(command)];
        assertEquals(ours.stdout, theirs.stdout);
        // socat's own status is a race between the data and the child's end.
        if (theirs.stdout === "") {
          assertEquals([ours.code, errorOf(ours.stderr)], [1, errorOf(theirs.stderr)]);
        } else assertEquals([ours.code, ours.stderr], [0, ""]);
      });
    }
  },
);

/** The first message, without date and process. */
function errorOf(stderr: string): string | undefined {
  // The groups that it sets stand at an address in memory, in socat.
  return /] (E .*)/.exec(stderr)?.[1]?.replace(/setgroups\(.*\)/, "setgroups()");
}

rootTest("relay becomes who the options of any other address say, with all its threads", [], async (t) => {
  const cases: [options: string, before: string, after: string][] = [
    ["su=daemon", "0 0", "1 1 1"],
    ["su-d=daemon", "0 0", "1 1"],
    ["su-e=daemon", "1 1 1", "1 1 1"],
    ["setuid=daemon", "0 0", "1 0"],
    ["setgid=daemon", "0 0", "0 1"],
    ["setuid-early=daemon", "1 0", "1 0"],
    ["su=daemon,fork", "0 0", "1 1 1"],
    ["setgid=daemon,setuid=daemon,fork", "0 0", "1 1"],
  ];
  for (const [options, before, after] of cases) {
    await t.step(options, async () => {
      await using serving = await Relay.start(
        `TCP-LISTEN:0,${options}`,
        "SYSTEM:echo $(id -u) $(id -g); cat",
      );
      const pid = serving.server.child.pid;
      assertEquals(rightsOfThreads(pid), [before]);
      using client = await Deno.connect({ port: serving.port });
      const { value } = await client.readable.getReader().read();
      assertEquals(new TextDecoder().decode(value).trim(), after.slice(0, 3));
      assertEquals(rightsOfThreads(pid), [after]);
    });
  }
});

/** The different rights of the threads of a process: user, group, further groups. */
function rightsOfThreads(pid: number): string[] {
  const all = [...Deno.readDirSync(`/proc/${pid}/task`)].map(({ name }) => {
    const status = Deno.readTextFileSync(`/proc/${pid}/task/${name}/status`);
    const row = (key: string) => new RegExp(`^${key}:\t(.*)$`, "m").exec(status)![1]!.trim();
    const same = (key: string) => [...new Set(row(key).split("\t"))].join("/");
    return `${same("Uid")} ${same("Gid")} ${row("Groups")}`.trim();
  });
  return [...new Set(all)];
}

Deno.test("relay refuses options that would change the rights of other connections, before it opens anything", async () => {
  const cases: [args: string[], part: string][] = [
    [["TCP-LISTEN:0,fork", "TCP:localhost:1,su=nobody"], "all connections share one process"],
    [["TCP-LISTEN:0,fork", "EXEC:cat,su-e=nobody"], "all connections share one process"],
    [["TCP-LISTEN:0,fork", "-,setgid=0"], "all connections share one process"],
    [["TCP:localhost:1,fork,setuid=nobody", "-"], "opened again with the rights that are left"],
    [["--reconnect", "-", "TCP:localhost:1,setuid=nobody"], "opened again with the rights that are left"],
    [["-", "EXEC:id,chroot=/tmp"], "EXEC:'chroot DIR PROGRAM'"],
  ];
  for (const [args, part] of cases) {
    const { code, stderr } = await relay(["-d", "-d", ...args], "");
    assertEquals(code, 1);
    assertStringIncludes(stderr, part);
    assertEquals(stderr.includes("listening") || stderr.includes("opening"), false);
  }
});

rootTest("relay serves nobody when it cannot become who it has to be", [], async () => {
  await using serving = await Relay.start(
    "TCP-LISTEN:0,setuid-early=daemon,setgid=daemon",
    "SYSTEM:echo served",
  );
  using client = await Deno.connect({ port: serving.port });
  assertEquals(await client.readable.getReader().read(), { value: undefined, done: true });
  assertEquals((await serving.server.child.status).code, 1);
});

/** Options of a file that is made, with the owner and the mode that it then has. */
const OF_FILES = [
  "OPEN:%,creat,user=daemon",
  "OPEN:%,creat,group=daemon,perm=0640",
  "OPEN:%,creat,user=1,group=33,mode=0604",
  "OPEN:%,creat,perm=0666",
  "OPEN:%,creat,perm-late=0666",
  "CREATE:%,user-late=daemon,perm-late=0600",
  "CREATE:%,perm=0666,umask=0077",
  "CREATE:%,owner=www-data,gid=daemon",
  "GOPEN:%,user=daemon,perm=0666",
  "OPEN:%,creat,su=daemon",
  "OPEN:%,creat,su-e=daemon",
  "OPEN:%,creat,setgid-early=daemon",
  "CREATE:%,setuid-early=daemon",
  "GOPEN:%,setgid-early=daemon,setuid=daemon",
  "OPEN:%,creat,user=nosuchuser",
  "OPEN:%,creat,group=nosuchgroup",
];

rootTest(
  "relay makes files that belong to whom socat gives them, or neither makes them",
  ["socat"],
  async (t) => {
    for (const address of OF_FILES) {
      await t.step(address, async () => {
        const made = [relay, socat].map(async (program) => {
          using folder = new TempFolder();
          // Anybody may make a file in it.
          Deno.chmodSync(folder.path, 0o777);
          const file = `${folder.path}/made`;
          const { code, stderr } = await program(["-u", "-", address.replace("%", file)], "x");
          const { uid, gid, mode } = folder.names().includes("made") ? Deno.statSync(file) : {};
          return { code, error: errorOf(stderr), uid, gid, mode };
        });
        const [ours, theirs] = await Promise.all(made);
        assertEquals(ours, theirs);
      });
    }
  },
);

rootTest(
  "relay starts a program in / when its user may not enter the working directory, and says so",
  [],
  async () => {
    using folder = new TempFolder();
    Deno.chmodSync(folder.path, 0o700);
    const { code, stdout, stderr } = await run(["relay", "-d", "-u", "EXEC:pwd,su=nobody", "-"], {
      cwd: folder.path,
    });
    assertEquals([code, stdout], [0, "/\n"]);
    assertStringIncludes(stderr, "W the working directory is closed");
  },
);
