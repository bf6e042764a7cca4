import { assertEquals, assertStringIncludes } from "@std/assert";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
Deno.test("--auth leaves the address behind it alone, and still takes no password", async () => {
  using temp = new TempFolder();
  temp.write("www/a.txt", "secret");
  const env = { NETLAB_AUTH: "ann:pw" };
  const serve = [
    "files",
    "serve",
    "0",
    "--dir",
    `${temp.path}/www`,
    "--http-port",
    "0",
    "--auth",
    "--upload",
  ];
  await using server = await Server.start([...serve, "--host", "127.0.0.1"], { env });
  const url = await webAddress(server);
  const got = await run(["files", "get", "--auth", `${url}/a.txt`, "-o", temp.path], { env });
  assertEquals([got.code, Deno.readTextFileSync(`${temp.path}/a.txt`)], [0, "secret"]);
  const put = await run(["files", "put", "--name", "b.txt", "--auth", `${temp.path}/a.txt`, `${url}/`], {
    env,
  });
  assertEquals([put.code, Deno.readTextFileSync(`${temp.path}/www/b.txt`)], [0, "secret"]);
  const raw = await run(["files", "get", "--auth", "127.0.0.1:1", "a.txt"], { env });
  assertStringIncludes(raw.stderr, "--auth needs a URL: the raw protocol", "127.0.0.1:1 is the server");
  for (const typed of [["--auth", "ann:pw"], ["--auth=ann:pw"]]) {
    const refused = await run(["files", "get", ...typed, `${url}/a.txt`], { env });
    assertEquals(refused.code, 2);
    assertStringIncludes(refused.stderr, "takes no password on the command line");
  }
});
