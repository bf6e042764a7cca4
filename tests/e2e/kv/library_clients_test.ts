import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { isInstalled } from "../../_kit/program/is_installed.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/*
Client libraries that we did not write, one for each language: Ruby's redis, Perl's Redis, PHP's extension, hiredis, and
go-redis (as Debian has it, gopkg.in/redis.v5). Their programs in clients/ ask the same and must be told the same. redis-py
and ioredis are in redis_clients_test.ts.
*/

const FOLDER = fromFileUrl(new URL("clients", import.meta.url));
const GO_LIBRARY = "/usr/share/gocode";

const TOLD = `97 13 10 0 255
none
OK 42 50
50 none
OK 100 -2
1 2 3
noticed
ERR unknown command 'NOPE'
30
news hello
`;

interface LibraryClient {
  readonly library: string;
  /** Words that succeed where the library is there. */
  readonly isThere: readonly string[];
  /** Builds the program in a folder, if it has to be built, and tells its words. */
  start(folder: string): Promise<string[]>;
  /** Left out of CI, where it would have to be compiled. */
  readonly byHand?: true;
}

const CLIENTS: readonly LibraryClient[] = [
  interpreted("Ruby's redis", "ruby", ["-e", 'require "redis"'], "ask.rb"),
  interpreted("Perl's Redis", "perl", ["-MRedis", "-e", "1"], "ask.pl"),
  interpreted("PHP's redis", "php", ["-r", "exit((int) !class_exists('Redis'));"], "ask.php"),
  {
    library: "hiredis",
    isThere: ["test", "-e", "/usr/include/hiredis/hiredis.h"],
    start: (folder) => built(folder, "gcc", ["-o", `${folder}/ask`, `${FOLDER}/ask.c`, "-lhiredis"]),
  },
  {
    library: "go-redis",
    isThere: ["test", "-e", `${GO_LIBRARY}/src/gopkg.in/redis.v5`],
    start: (folder) => built(folder, "go", ["build", "-o", `${folder}/ask`, `${FOLDER}/ask.go`]),
    byHand: true,
  },
];

for (const { library, isThere, start, byHand } of CLIENTS) {
  const isWanted = Deno.env.get("NETLAB_REQUIRE_PEERS") === "1" && byHand === undefined;
  const isLeftOut = !succeeds(isThere) && !isWanted;
  Deno.test({
    name: isLeftOut
      ? `${library} works unchanged (skipped: it is not installed)`
      : `${library} works unchanged`,
    ignore: isLeftOut,
    async fn() {
      using temp = new TempFolder();
      const [program, ...args] = await start(temp.path) as [string, ...string[]];
      await using server = await Server.start(["kv", "serve", "0"]);
      const { code, stdout, stderr } = await runCommand(program, [...args, `${server.port}`]);
      assertEquals([code, stdout, stderr], [0, TOLD, ""]);
    },
  });
}

function interpreted(
  library: string,
  program: string,
  test: readonly string[],
  source: string,
): LibraryClient {
  return {
    library,
    isThere: [program, ...test],
    start: () => Promise.resolve([program, `${FOLDER}/${source}`]),
  };
}

async function built(folder: string, compiler: string, args: string[]): Promise<string[]> {
  const env = { GO111MODULE: "off", GOPATH: GO_LIBRARY };
  const { code, stderr } = await runCommand(compiler, args, { env });
  assertEquals(code, 0, stderr);
  return [`${folder}/ask`];
}

function succeeds([program, ...args]: readonly string[]): boolean {
  if (program === undefined || !isInstalled(program)) return false;
  return new Deno.Command(program, { args, stdin: "null", stdout: "null", stderr: "null" }).outputSync()
    .success;
}
