import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import serve from "../../commands/files/serve.ts";
import type { AnyCommand } from "../../mod/cli/command.ts";
import { basicCredentials } from "../../mod/net/basic_credentials.ts";
import { type FolderServer, serveFolderHere } from "../_kit/program/serve_folder_here.ts";
import { testOn } from "../_kit/test_on.ts";

/*
Every option of `files serve`, on one thread and on several: it has the same effect, or it is refused by its name.
*/

/** The ways of serving, by their names in failures. */
const WAYS = { "on one thread": [], "by two workers": ["--mode", "symmetric", "--workers", "2"] } as const;

interface Row {
  /** The options that the row is about, as the table of `files serve` names them. */
  readonly options: readonly string[];
  readonly args: readonly string[];
  /** The command's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** What there is to be seen of the options. */
  readonly see: (server: FolderServer) => Promise<unknown>;
  readonly seen: unknown;
}

const ROWS: readonly Row[] = [
  {
    options: ["dir", "hidden", "index", "not-found", "cache", "header", "cors", "allow-host", "path-prefix"],
    args: [
      ...["--hidden", "--index", "--404", "gone.html", "--cache", "7", "--header", "X-A: b", "--cors"],
      ...["--allow-host", "other.example", "--path-prefix", "/p"],
    ],
    async see(server) {
      const fields = { host: "other.example", origin: "http://elsewhere" };
      const file = await server.ask("GET /p/a.txt", { fields });
      return [
        ...["cache-control", "x-a", "access-control-allow-origin"].map((name) => file.fields.get(name)),
        ...await server.bodies(["GET /a.txt", "GET /p/.dot", "GET /p/site/", "GET /p/none"], { fields }),
        (await server.ask("GET /p/a.txt", { fields: { host: "third.example" } })).status,
      ];
    },
    seen: ["max-age=7", "b", "*", "There is nothing here.\n", "dot", "index", "gone", 421],
  },
  {
    options: ["spa"],
    args: ["--spa"],
    see: (server) => server.bodies(["GET /any/where", "GET /a.txt"]),
    seen: ["top", "a"],
  },
  {
    options: ["trust-proxy"],
    args: ["--trust-proxy", "loopback"],
    async see(server) {
      await server.ask("GET /a.txt", { fields: { "x-forwarded-for": "198.51.100.7" } });
      return (await server.said("GET /a.txt")).replace(/ \d\.\d+ s /, " ");
    },
    seen: 'netlab files: 198.51.100.7 "GET /a.txt" 1 bytes 200',
  },
  {
    options: ["quiet"],
    args: ["--quiet", "--upload"],
    async see(server) {
      await server.bodies(["GET /a.txt", "PUT /new.txt"]);
      await server.stop();
      return server.lines.filter((line) => /GET|PUT|received/.test(line));
    },
    seen: [],
  },
  {
    options: ["framing"],
    args: ["--framing", "chunk"],
    see: (server) => server.raw("a.txt"),
    seen: "OK\n1\na",
  },
  {
    options: ["hash"],
    args: ["--hash"],
    async see(server) {
      await server.raw("a.txt\n");
      return (await server.said("SHA-256")).replace(/.* SHA-256/, "");
    },
    seen: " ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
  },
  {
    options: ["http-port", "host", "ipv"],
    args: ["-4", "--host", "localhost", "--http-port", "0"],
    see: (server) => Promise.resolve(server.lines.map((line) => line.replace(/:\d+ .*/, "")).slice(0, 2)),
    seen: ["netlab files: listening on 127.0.0.1", "netlab files: listening on 127.0.0.1"],
  },
  {
    options: ["no-http"],
    args: ["--no-http"],
    see: async (server) => [server.lines.length, await server.raw("a.txt\n")],
    seen: [1, "OK\n1\na"],
  },
  {
    options: ["upload", "existing", "max-upload", "max-upload-files"],
    args: ["--upload", "--existing", "rename", "--max-upload", "9", "--max-upload-files", "12"],
    async see(server) {
      const put = (name: string, body: string) => server.ask(`PUT /${name}`, { body });
      const same = await Promise.all(Array.from({ length: 6 }, () => put("one.txt", "same")));
      const large = await put("large.txt", "more than it takes");
      const more = await Promise.all(Array.from({ length: 6 }, (_, at) => put(`${at}.txt`, "x")));
      const full = await put("full.txt", "x");
      const names = Deno.readDirSync(server.dir).map(({ name }) => name).filter((name) => /^one/.test(name));
      return [statuses(same), large.status, statuses(more), full.status, [...names].length];
    },
    seen: ["201 201 201 201 201 201", 413, "201 201 201 201 201 201", 507, 6],
  },
  {
    options: ["max-upload-total"],
    args: ["--upload", "--max-upload-total", "10"],
    async see(server) {
      const sent = await Promise.all(
        Array.from({ length: 8 }, (_, at) => server.ask(`PUT /${at}`, { body: "abcd" })),
      );
      return statuses(sent);
    },
    seen: "201 201 507 507 507 507 507 507",
  },
  {
    options: ["manage"],
    args: ["--manage"],
    see: async (server) => [
      (await server.ask("MKCOL /new/")).status,
      (await server.ask("MKCOL /new/")).status,
      (await server.ask("MOVE /a.txt", { fields: { destination: "/new/a.txt" } })).status,
      ...await server.bodies(["GET /new/a.txt"]),
      (await server.ask("DELETE /new/")).status,
      (await server.ask("GET /new/a.txt")).status,
    ],
    seen: [201, 405, 201, "a", 204, 404],
  },
  {
    options: ["webdav"],
    args: ["--webdav", "--upload"],
    async see(server) {
      const body =
        '<lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>';
      const lock = await server.ask("LOCK /new.txt", { body });
      const token = `(${lock.fields.get("lock-token")})`;
      return [
        (await server.ask("OPTIONS /")).fields.get("dav"),
        (await server.ask("PROPFIND /", { body: "" })).status,
        lock.status,
        (await server.ask("PUT /new.txt", { body: "x" })).status,
        (await server.ask("PUT /new.txt", { body: "x", fields: { if: token } })).status,
      ];
    },
    seen: ["1, 2", 207, 201, 423, 204],
  },
  {
    options: ["upload-only"],
    args: ["--upload-only"],
    see: async (server) => [
      (await server.ask("GET /")).body.includes("Drop box"),
      ...(await server.bodies(["GET /a.txt"])).map((body) => body.includes("nothing here")),
      await server.bodies(["PUT /a.txt", "PUT /a.txt"], { body: "x" }),
    ],
    seen: [true, true, ["Received, 1 bytes.\n", "Received, 1 bytes.\n"]],
  },
  {
    options: ["auth"],
    args: ["--auth"],
    env: { NETLAB_AUTH: "me:secret" },
    see: (server) => guesses(server, "GET /a.txt"),
    seen: {
      without: 401,
      right: 200,
      wrong: "401 401 401 401 401 401 401 401 401 401 429 429",
      neighbour: 429,
    },
  },
  {
    options: ["upload-auth"],
    args: ["--upload", "--upload-auth"],
    env: { NETLAB_UPLOAD_AUTH: "me:secret" },
    see: async (server) => [await server.bodies(["GET /a.txt"]), await guesses(server, "PUT /new.txt")],
    seen: [["a"], {
      without: 401,
      right: 201,
      wrong: "401 401 401 401 401 401 401 401 401 401 429 429",
      neighbour: 429,
    }],
  },
  {
    options: ["qr"],
    args: ["--qr"],
    see: async (server) => (await server.said("█")).length > 20,
    seen: true,
  },
  {
    options: ["tls", "cert", "key"],
    args: ["--tls", "--upload"],
    async see(server) {
      await server.said("SHA-256 fingerprint");
      return await server.bodies(["GET /a.txt", "PUT /new.txt"], { tls: true, body: "x" });
    },
    seen: ["a", 'Received "new.txt", 1 bytes.\n'],
  },
  { options: ["rate"], args: ["--rate", "1MB/s"], see: takesASecond, seen: true },
  { options: ["client-rate"], args: ["--client-rate", "1MB/s"], see: takesASecond, seen: true },
  { options: [], args: ["--rate", "1MB/s", "--no-http"], see: takesASecondRaw, seen: true },
  { options: [], args: ["--client-rate", "1MB/s", "--no-http"], see: takesASecondRaw, seen: true },
  {
    options: ["max-conns"],
    args: ["--max-conns", "2"],
    async see(server) {
      using one = await server.connect();
      using two = await server.connect();
      const first = [await one.ask("GET /a.txt"), await two.ask("GET /a.txt")];
      using three = await server.connect();
      let served = false;
      const answer = three.ask("GET /a.txt").finally(() => served = true);
      // Whoever would have been served has had the time in which another one was, again and again
      for (let turn = 0; turn < 20; turn++) await one.ask("GET /a.txt");
      const before = served;
      one.close();
      return [statuses(first), before, (await answer).status];
    },
    seen: ["200 200", false, 200],
  },
  {
    options: ["idle-timeout"],
    args: ["--idle-timeout", "0.1"],
    async see(server) {
      using client = await server.connect();
      const { status } = await client.ask("GET /a.txt");
      return [status, await client.rest()];
    },
    seen: [200, ""],
  },
  {
    options: ["grace"],
    args: ["--grace", "0.1"],
    async see(server) {
      using client = await server.connect();
      await client.ask("GET /a.txt");
      await client.send("GET /large.bin");
      await client.some();
      await server.stop();
      return server.lines.filter((line) => line.includes("may finish"));
    },
    seen: ["netlab files: stopping: 1 open connection may finish"],
  },
  {
    options: ["stats"],
    args: ["--stats", "0.05"],
    async see(server) {
      await server.ask("GET /a.txt");
      const line = await server.said("HTTP stats: 0 active, 0 queued, 1 served");
      return line.replace(/ refused.*/, "");
    },
    seen: "netlab files: HTTP stats: 0 active, 0 queued, 1 served, 0",
  },
  {
    options: ["trace"],
    args: ["--trace"],
    async see(server) {
      await server.ask("GET /a.txt");
      return (await server.said("GET /a.txt HTTP/1.1")).includes("#1");
    },
    seen: true,
  },
];

Deno.test("files serve keeps the raw protocol to its rate in the other modes, too", async () => {
  for (const mode of ["iterative", "thread", "pool", "process"]) {
    await using server = await serveFolderHere(["--rate", "1MB/s", "--no-http", "--mode", mode]);
    assertEquals(await takesASecondRaw(server), true, mode);
  }
});

const SPREADS = "only Linux spreads the connections to a port";

/** Options that have no row, and why. */
const WITHOUT_A_ROW: Readonly<Record<string, string>> = {
  lang: "is for all commands, and chooses words where they are said",
  mode: "it is what the rows are about",
  workers: "as above; on one thread it is refused",
  queue: "is of the mode pool, and refused with others",
  backlog: "only the kernel sees it",
  "no-qr": "draws nothing, as without a terminal",
  accounts: "as with auth, one thread answers everything: the one that knows who has signed in",
};

Deno.test("every option of files serve is tried on one thread and on several", () => {
  const options = Object.keys((serve as unknown as AnyCommand).options);
  const tried = [...ROWS.flatMap((row) => row.options), ...Object.keys(WITHOUT_A_ROW)];
  assertEquals(
    options.toSorted(),
    tried.toSorted(),
    "write a row here for what the option does, or have it refused with --mode symmetric and say so in WITHOUT_A_ROW",
  );
});

for (const { options, args, env, see, seen } of ROWS) {
  for (const [way, mode] of Object.entries(WAYS)) {
    const about = options.length === 0 ? args : options.map((option) => `--${option}`);
    const name = `files serve ${way}: ${about.join(" ")}`;
    testOn(["linux"], SPREADS, name, async () => {
      await using server = await serveFolderHere([...args, ...mode], env);
      assertEquals(await see(server), seen);
    });
  }
}

function statuses(replies: readonly { status: number }[]): string {
  return replies.map(({ status }) => status).toSorted().join(" ");
}

/** Twelve clients guess at the same time, and somebody new after them. */
async function guesses(server: FolderServer, request: string): Promise<unknown> {
  const as = (text: string) => ({ fields: { authorization: `Basic ${basicCredentials(text)}` }, body: "x" });
  const without = await server.ask(request, { body: "x" });
  const wrong = await Promise.all(
    Array.from({ length: 12 }, (_, at) => server.ask(request, as(`me:wrong${at}`))),
  );
  const neighbour = await server.ask(request, as("me:secret"));
  const right = await server.ask(request, { ...as("me:secret"), from: "127.0.0.2" });
  return {
    without: without.status,
    right: right.status,
    wrong: statuses(wrong),
    neighbour: neighbour.status,
  };
}

/** Six clients that want three pieces each, of which 125 kB may go at once and then as much in an eighth of a second. */
async function takesASecond(server: FolderServer): Promise<boolean> {
  return await isSlow(server, () => server.bodies(Array(6).fill("GET /pieces.bin")));
}

/** The same by the raw protocol. */
async function takesASecondRaw(server: FolderServer): Promise<boolean> {
  return await isSlow(server, async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => server.raw("pieces.bin\n")));
    assertEquals(answers.map(({ length }) => length), Array(6).fill("OK\n375000\n".length + 375_000));
  });
}

async function isSlow(server: FolderServer, fetch: () => Promise<unknown>): Promise<boolean> {
  await Deno.writeFile(join(server.dir, "pieces.bin"), new Uint8Array(375_000));
  const began = performance.now();
  await fetch();
  return performance.now() - began > 1100;
}

testOn(
  ["linux"],
  SPREADS,
  "several cores: an upload goes on over any connection, and its lines are whole",
  async () => {
    await using server = await serveFolderHere(["--upload", "--mode", "symmetric", "--workers", "3"]);
    const parts = ["some", "thing", " that", " comes", " in", " parts"];
    const whole = parts.join("");
    const upload = async (name: string) => {
      const tus = { "tus-resumable": "1.0.0" };
      const metadata = `filename ${btoa(name)}`;
      const begun = await server.ask("POST /", {
        fields: { ...tus, "upload-length": `${whole.length}`, "upload-metadata": metadata },
        body: "",
      });
      let offset = 0;
      for (const body of parts) {
        const known = await server.ask(`HEAD ${begun.fields.get("location")!.replace("./", "/")}`, {
          fields: tus,
        });
        assertEquals(known.fields.get("upload-offset"), `${offset}`);
        const fields = {
          ...tus,
          "upload-offset": `${offset}`,
          "content-type": "application/offset+octet-stream",
        };
        const target = begun.fields.get("location")!.replace("./", "/");
        assertEquals((await server.ask(`PATCH ${target}`, { fields, body })).status, 204);
        offset += body.length;
      }
    };
    const names = Array.from({ length: 12 }, (_, at) => `sent-${at}.txt`);
    await Promise.all(names.map(upload));
    assertEquals(await server.bodies(names.map((name) => `GET /${name}`)), names.map(() => whole));
    await server.stop();
    const requests = server.lines.filter((line) =>
      /^netlab files: 127\.0\.0\.1 "(POST|HEAD|PATCH|GET) \/\S*" \d+ bytes \S+ s 20\d$/.test(line)
    );
    assertEquals(requests.length, names.length * (1 + 2 * parts.length + 1));
    assertEquals(
      server.lines.filter((line) => /received sent-\d+\.txt \(\d+ bytes\)$/.test(line)).length,
      names.length,
    );
  },
);

Deno.test("files serve says when one thread serves HTTP although several were asked for", async () => {
  await using server = await serveFolderHere(["--auth", "--mode", "symmetric"], { NETLAB_AUTH: "me:secret" });
  await server.said("one thread serves HTTP, because it alone knows who has signed in");
});
