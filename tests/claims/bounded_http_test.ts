import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { MOST_LEVELS } from "../../mod/http/files/archive/archive_entry.ts";
import { ARCHIVE_LIMITS, LOOKING } from "../../mod/http/files/archive/archive_limit.ts";
import { MOST_TEXT } from "../../mod/http/files/accounts/accounts_text.ts";
import {
  MOST_OF_ONE,
  MOST_SESSIONS,
  SESSION_IDLE,
  SESSION_LENGTH,
} from "../../mod/http/files/accounts/browser_sessions.ts";
import { MOST_FORM } from "../../mod/http/files/accounts/sign_in_form.ts";
import { MAX_COMPRESSORS } from "../../mod/http/files/compressor_pool.ts";
import { SEARCH_BOUNDS } from "../../mod/http/files/search/search_folder.ts";
import { SEARCH_LIMITS } from "../../mod/http/files/search/search_limit.ts";
import { UPLOAD_LIMITS } from "../../mod/http/files/upload/upload_quota.ts";
import { FIELD_LIMIT, HEAD_LIMIT } from "../../mod/http/wire/request_head.ts";
import { HTTP_LIMITS } from "../../mod/http/wire/http_connection_handler.ts";
import type { AnyCommand } from "../../mod/cli/command.ts";
import { bytesBody, type HttpRequest } from "../../mod/http/wire/message.ts";
import { HttpTestServer } from "../_kit/web/http_test_server.ts";
import { serveFolder } from "../_kit/program/folder_server.ts";
import { Server } from "../_kit/program/server.ts";
import { run } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { all, constants, figures, heldBy, type Proof, prove } from "./claims.ts";
import { connect, exchange, hearAll, sayAll, until } from "./stranger.ts";

/** The folder is served over HTTP alone; a request's answer is heard to its end. */
async function withFolder(
  args: readonly string[],
  use: (port: number, temp: TempFolder, server: Server) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  using temp = new TempFolder();
  const how = ["--host", "127.0.0.1", "--http-port", "0"];
  await using server = await Server.start(["files", "serve", "0", "--dir", temp.path, ...how, ...args], {
    env,
  });
  await server.line((line) => line.endsWith("(http)"));
  await use(server.ports.at(-1)!, temp, server);
}

const HOST = "Host: 127.0.0.1\r\n";
const statusOf = (reply: string) => Number(reply.split(" ")[1]);
const head = (more: string, target = "/", method = "GET") =>
  `${method} ${target} HTTP/1.1\r\n${HOST}Connection: close\r\n${more}\r\n`;
const status = async (port: number, said: string) => statusOf(await exchange(port, said));

prove("security.md", "What is bounded", "HTTP", {
  "HTTP: listing that files get -r reads; how deep, how many entries it goes": async ({ says }) => {
    const [bytes, levels, entries] = figures(says[0]!);
    const { default: get } = await import("../../commands/files/get.ts") as { default: AnyCommand };
    assertEquals(get.options["max-files"]!.absent, entries);
    const page = ({ path }: HttpRequest) =>
      path.startsWith("/long/") ? " ".repeat(bytes! + 1) : '<a href="d/">';
    await using server = await HttpTestServer.start((request) => {
      const body = bytesBody(new TextEncoder().encode(page(request)));
      return Promise.resolve({ status: 200, fields: [["content-type", "text/html"]], body });
    });
    using temp = new TempFolder();
    const got = (path: string) =>
      run(["files", "get", "-r", `${server.url}${path}`, "-o", `${temp.path}/got`]);
    assertStringIncludes((await got("/long/")).stderr, `its listing is longer than ${bytes} bytes`);
    assertMatch((await got("/")).stderr, new RegExp(`:\\d+(/d){${levels}}/: it is too deep`));
  },
  "HTTP: head of a request": ({ says }) =>
    withFolder([], async (port) => {
      const [bytes, fields, target] = figures(says[0]!);
      const long = (extra: number) => head(`X: ${"x".repeat(bytes! - head("X: \r\n").length + extra)}\r\n`);
      assertEquals(long(0).length, bytes);
      assertEquals(await status(port, long(0)), 200);
      assertEquals(await status(port, long(1)), 431);
      const many = (count: number) => head("X: y\r\n".repeat(count - 2));
      assertEquals(await status(port, many(fields!)), 200);
      assertEquals(await status(port, many(fields! + 1)), 431);
      const named = (length: number) => head("", `/${"n".repeat(length - 1)}`);
      assertEquals(await status(port, named(target!)), 404);
      assertEquals(await status(port, named(target! + 1)), 414);
    }),

  "HTTP: time for a head": ({ says }) =>
    withFolder([], async (port) => {
      const [seconds] = figures(says[0]!);
      using client = await connect(port);
      await sayAll(client, "GET / HTTP/1.1\r\n");
      const began = performance.now();
      assertEquals(statusOf(await hearAll(client)), 408);
      const took = (performance.now() - began) / 1000;
      assert(took > seconds! - 1 && took < seconds! + 20, `${took} s`);
    }),

  "HTTP: idle between requests": all(
    ({ says }) => assertEquals(HTTP_LIMITS.keepAlive, figures(says[0]!)[0]! * 1000),
    heldBy([
      "tests/http/wire/http_connection_handler_test.ts",
      "gives up a head that does not come, and a client that does not read",
    ]),
  ),

  "HTTP: body that stands still, or falls behind 256 bytes a second": heldBy(
    [
      "tests/http/wire/minimum_rate_test.ts",
      "MinimumRate sends away who stands still for a minute, and who does little else",
    ],
    [
      "tests/http/wire/http_connection_handler_test.ts",
      "httpConnectionHandler() gives up a body that drips, whether somebody reads it or not",
    ],
  ),

  "HTTP: what is read after a refusal": heldBy(
    ["tests/e2e/files/refused_upload_test.ts", "files serve's refusal arrives however long the body is"],
    [
      "tests/e2e/files/refused_upload_test.ts",
      "files serve's refusal reaches curl, with 100-continue and without, file and form",
    ],
  ),

  "HTTP: form: parts, bytes around them, fields": all(
    constants(
      ["mod/http/files/upload/multipart_parser.ts", "MOST_PARTS"],
      ["mod/http/files/upload/multipart_parser.ts", "AROUND_LIMIT"],
      ["mod/http/files/upload/receive_form.ts", "FIELDS_LIMIT"],
    ),
    heldBy(
      ["tests/fuzz/incremental_parsers_test.ts", "form: what follows the last part"],
      ["tests/fuzz/incremental_parsers_test.ts", "form: the same, parts again"],
    ),
  ),

  "HTTP: archive: entries, levels": all(
    ({ says }) => assertEquals(figures(says[0]!), [ARCHIVE_LIMITS.one, MOST_LEVELS]),
    heldBy(["tests/http/files/files_handler_test.ts", "refuses an archive of more than it may hold"]),
  ),

  "HTTP: entries of all archives together": all(
    ({ says }) => assertEquals(figures(says[0]!), [ARCHIVE_LIMITS.all]),
    heldBy(["tests/http/files/files_handler_test.ts", "refuses an archive of more than it may hold"]),
  ),

  "HTTP: archives whose entries are looked for at a time": all(
    ({ says }) => assertEquals(figures(says[0]!), [LOOKING]),
    heldBy([
      "tests/http/files/archive/archive_limit_test.ts",
      "lets two archives look for their entries, the others in their order",
    ]),
  ),

  "HTTP: readings of one folder at a time, sorts of more than 1000 entries": heldBy(
    [
      "tests/http/files/page/folder_listings_test.ts",
      "FolderListings reads and sorts a folder once for all who wait for it",
    ],
  ),

  "HTTP: search: found, names looked at, time": all(
    ({ says }) => {
      const { found, names, time } = SEARCH_BOUNDS;
      assertEquals(figures(says[0]!), [found, names, time / 1000]);
    },
    heldBy(["tests/http/files/search/search_folder_test.ts", "ends at its bounds, and says at which"], [
      "tests/http/files/search/search_folder_test.ts",
      "lets others have a turn, and ends with its time or with who asked",
    ]),
  ),

  "HTTP: searches at work; of one network, those that wait included": all(
    ({ says }) => assertEquals(figures(says[0]!), [SEARCH_LIMITS.working, SEARCH_LIMITS.each]),
    heldBy([
      "tests/http/files/search/search_reply_test.ts",
      "lets a few work, the others wait, and no network has more than its share",
    ]),
  ),

  "HTTP: replies that are compressed at once": all(
    ({ says }) => assertEquals(figures(says[0]!), [MAX_COMPRESSORS]),
    heldBy(
      [
        "tests/http/files/compressor_pool_test.ts",
        "has so many permits, gives them in turn, and forgets who leaves",
      ],
      ["tests/http/files/compressor_pool_test.ts", "does no work for a client that takes nothing"],
      ["tests/e2e/files/unread_archives_test.ts", "and stays small, while sixty ask for a"],
    ),
  ),

  "HTTP: all uploads: bytes, files": () =>
    withFolder(["--upload", "--max-upload-total", "10", "--max-upload-files", "2"], async (port) => {
      const put = (name: string, size: number) =>
        status(port, head(`Content-Length: ${size}\r\n`, `/${name}`, "PUT") + "x".repeat(size));
      assertEquals(await put("a", 5), 201);
      assertEquals(await put("b", 6), 507);
      assertEquals(await put("c", 5), 201);
      assertEquals(await put("d", 0), 507);
    }),

  "HTTP: unfinished uploads": all(
    ({ says }) => assertEquals(figures(says[0]!), [UPLOAD_LIMITS.unfinished]),
    heldBy([
      "tests/http/files/upload/upload_quota_test.ts",
      "unfinished uploads are bounded: whoever has the most gives up the one that waited longest",
    ]),
  ),

  "HTTP: size line or trailers of a chunked body": ({ says }) =>
    withFolder(["--upload"], async (port) => {
      const [limit] = figures(says[0]!);
      let files = 0;
      const put = (chunks: string) => head("Transfer-Encoding: chunked\r\n", `/${files++}`, "PUT") + chunks;
      const sized = (length: number) => put(`1;${"e".repeat(length - 4)}\r\nx\r\n0\r\n\r\n`);
      assertEquals(await status(port, sized(limit!)), 201);
      assertEquals(await status(port, sized(limit! + 2)), 400);
      assertEquals(await status(port, put(`0\r\n${"T: t\r\n".repeat(limit! / 6 + 1)}\r\n`)), 400);
    }),

  "HTTP: ranges in one request": ({ says }) =>
    withFolder([], async (port, temp) => {
      const [limit] = figures(says[0]!);
      temp.write("f", "x".repeat(1000));
      const ranges = (count: number) =>
        head(`Range: bytes=${Array.from({ length: count }, (_, at) => `${at * 2}-${at * 2}`)}\r\n`, "/f");
      assertEquals(await status(port, ranges(limit!)), 206);
      assertEquals(await status(port, ranges(limit! + 1)), 200); // the whole, as RFC 9110 §14.2 allows
    }),

  "HTTP: head of a part of a form": ({ says }) =>
    withFolder(["--upload"], async (port) => {
      const [limit] = figures(says[0]!);
      const form = (padding: number) => {
        const body = `--B\r\nContent-Disposition: form-data; name="file"; filename="f${padding}"\r\n` +
          `X: ${"x".repeat(padding)}\r\n\r\nhello\r\n--B--\r\n`;
        const fields = `Content-Type: multipart/form-data; boundary=B\r\nContent-Length: ${body.length}\r\n`;
        return head(fields, "/", "POST") + body;
      };
      assert(await status(port, form(limit! - 200)) < 400);
      assertEquals(await status(port, form(limit! + 1)), 400);
    }),

  "HTTP: upload": () =>
    withFolder(["--upload", "--max-upload", "10"], async (port, temp) => {
      const put = (name: string, size: number) =>
        head(`Content-Length: ${size}\r\n`, `/${name}`, "PUT") + "x".repeat(size);
      assertEquals(await status(port, put("ten", 10)), 201);
      assertEquals(await status(port, put("eleven", 11)), 413);
      assertEquals([...Deno.readDirSync(temp.path)].map(({ name }) => name), ["ten"]);
    }),

  "HTTP: folders in which an upload comes": ({ says }) =>
    withFolder(["--upload"], async (port, temp) => {
      const [levels] = figures(says[0]!);
      const sent = (depth: number) =>
        head(
          `${TUS}Upload-Length: 0\r\nUpload-Metadata: ${NAMED},relativePath ${
            btoa("d/".repeat(depth) + "f")
          }\r\n`,
          "/",
          "POST",
        );
      assertEquals(await status(port, sent(levels! + 1)), 400);
      assertEquals([...Deno.readDirSync(temp.path)], []);
      assertEquals(await status(port, sent(levels!)), 201);
    }),

  "HTTP: unfinished upload that nobody touches": async ({ says }) => {
    const [seconds] = figures(says[0]!);
    using temp = new TempFolder();
    const started = () => serveFolder(temp.path, "--upload");
    const unfinished = () =>
      [...Deno.readDirSync(temp.path)].filter(({ name }) => name.endsWith(".part")).length;
    const leftFor = async (age: number) => {
      const then = Date.now() / 1000 - age;
      for (const { name } of Deno.readDirSync(temp.path)) Deno.utimeSync(`${temp.path}/${name}`, then, then);
      await using server = await started(); // it sweeps before it listens, or soon after
      await server.line((line) => line.endsWith("(http)"));
      assertEquals(await status(server.ports.at(-1)!, head("")), 200);
      return age > seconds! ? await until(unfinished, (count) => count === 0) : unfinished();
    };
    {
      await using server = await started();
      await server.line((line) => line.endsWith("(http)"));
      const begin = head(`${TUS}Upload-Length: 9\r\nUpload-Metadata: ${NAMED}\r\n`, "/", "POST");
      assertEquals(await status(server.ports.at(-1)!, begin), 201);
    }
    assertEquals(await leftFor(seconds! - 600), 1);
    assertEquals(await leftFor(seconds! + 600), 0);
  },

  "HTTP: bytes a second, with those of the raw protocol": all(
    () =>
      withFolder(["--rate", "100K"], async (port, temp) => {
        temp.write("f", "x".repeat(150_000));
        const began = performance.now();
        assertEquals((await exchange(port, head("", "/f"))).length > 150_000, true);
        assert(performance.now() - began > 400, "faster than the rate");
      }),
    heldBy(["tests/commands/files_serve_several_cores_test.ts", "takesASecondRaw"]),
  ),

  "HTTP: wrong passwords from one network": ({ says }) =>
    withFolder(["--auth"], async (port) => {
      const [limit, after] = figures(says[0]!);
      const guess = (password: string) =>
        status(port, head(`Authorization: Basic ${btoa(`ann:${password}`)}\r\n`));
      for (let number = 0; number < limit!; number++) assertEquals(await guess(`wrong${number}`), 401);
      assertEquals(await guess("wrong"), after);
    }, { NETLAB_AUTH: "ann:right" }),

  "HTTP: sessions of accounts, of one account": all(
    ({ says }) =>
      assertEquals(figures(says[0]!), [
        MOST_SESSIONS,
        MOST_OF_ONE,
        SESSION_IDLE / 1000,
        SESSION_LENGTH / 1000,
      ]),
    heldBy(
      ["tests/http/files/accounts/password_check_test.ts", "a session ends when nobody uses it, after a day"],
      [
        "tests/http/files/accounts/password_check_test.ts",
        "sessions are bounded, for one account and in all",
      ],
    ),
  ),

  "HTTP: passwords of accounts: compared at once, waiting": all(
    constants(
      ["mod/http/files/accounts/login_turns.ts", "AT_ONCE"],
      ["mod/http/files/accounts/login_turns.ts", "MOST_WAITING"],
    ),
    heldBy([
      "tests/http/files/accounts/password_check_test.ts",
      "LoginTurns takes two networks at a time, each once, and sends away those of whom most wait",
    ], [
      "tests/http/files/accounts/password_check_test.ts",
      "a right password gets in while three hundred networks guess",
    ]),
  ),

  "HTTP: right passwords that are known": all(
    constants(
      ["mod/http/files/accounts/password_check.ts", "MOST_KNOWN"],
      ["mod/http/files/accounts/password_check.ts", "KNOWN_FOR", "ms"],
    ),
    heldBy([
      "tests/http/files/accounts/password_check_test.ts",
      "a password that was right costs nothing when it comes again, for an hour",
    ]),
  ),

  "HTTP: accounts file, form to sign in": all(
    ({ says }) => assertEquals(figures(says[0]!), [MOST_TEXT, MOST_FORM]),
    heldBy(
      ["tests/http/files/accounts/sign_in_test.ts", "a form to sign in that is none is refused"],
      ["tests/http/files/accounts/watched_accounts_test.ts", "an accounts file that cannot be read"],
    ),
  ),

  "HTTP: wrong passwords for one account": heldBy([
    "tests/http/middleware/login_throttle_test.ts",
    "an account may be tried a hundred times a minute, by whomever; then new ones come one a second, once each",
  ]),

  "HTTP: wrong ones beside somebody who is logged in": heldBy([
    "tests/http/middleware/login_throttle_test.ts",
    "whoever has given the right password is locked out neither by his account's guessers nor by his neighbours",
  ]),

  "HTTP: README or Markdown shown in a page": ({ says }) =>
    withFolder([], async (port, temp) => {
      const [limit] = figures(says[0]!);
      temp.write("README.md", `${"word ".repeat(limit! / 5)}\n\nnever-shown`);
      const page = await exchange(port, head(""));
      assertStringIncludes(page, "word word");
      assertEquals(page.includes("never-shown"), false);
      temp.write("README.md", `${"> ".repeat(100)}deep`);
      assertMatch(await exchange(port, head("")), /<pre class="plain">(&gt; )+deep/);
    }),
});

prove("security.md", "What is bounded", "HTTPS", {
  "HTTPS: time for the handshake": all(
    constants(["mod/net/tls/listen_tls.ts", "HANDSHAKE", "ms"]),
    heldBy(["tests/net/accept/handshakes_test.ts", "Handshakes gives up the one whose time is up"]),
  ),
});

prove("security.md", "What is bounded", "get and put", {
  "get and put: time to connect (name, proxy, TLS)": all(
    defaultOf("connect-timeout"),
    heldBy([
      "tests/e2e/servers/connect_limit_test.ts",
      "every client gives up a server that does not answer its knock",
    ]),
  ),
  "get and put: silence of a server": all(
    defaultOf("timeout"),
    heldBy([
      "tests/e2e/files/hostile_server_test.ts",
      "files get URL ends in every phase, whatever the server does",
    ]),
  ),
  "get and put: time for a file, with its retries": heldBy(
    ["tests/e2e/files/hostile_server_test.ts", "files put ends in every phase, whatever the server does"],
    ["tests/e2e/files/hostile_server_test.ts", "--max-time"],
  ),
  "get and put: size of a file": heldBy(["tests/e2e/files/hostile_server_test.ts", "--max-size"]),
  "get and put: head of an answer": all(
    ({ says }) => assertEquals(figures(says[0]!), [HEAD_LIMIT, FIELD_LIMIT]),
    heldBy(["tests/e2e/files/hostile_server_test.ts", "endless head"]),
  ),
  "get and put: answers before the final one (1xx)": all(
    constants(["mod/http/client/http_client.ts", "MOST_INTERIM"]),
    heldBy(["tests/e2e/files/hostile_server_test.ts", "endless interim answers"]),
  ),
  "get and put: error page that is read": all(
    ({ says }) => assertEquals(figures(says[0]!), [4096, 5]),
    constants(["mod/http/client/response.ts", "WORDS_LIMIT"], [
      "mod/http/client/response.ts",
      "WORDS_TIME",
      "ms",
    ]),
    heldBy(["tests/e2e/files/hostile_server_test.ts", "endless error page"], [
      "tests/e2e/files/hostile_server_test.ts",
      "slow error page",
    ]),
  ),
  "get and put: redirects": all(
    constants(["mod/http/client/redirect.ts", "MOST_REDIRECTS"]),
    heldBy(["tests/e2e/files/hostile_server_test.ts", "redirects"]),
  ),
  "get and put: name a server chose": all(
    constants(["mod/fs/file_name.ts", "LONGEST_SAVED"]),
    heldBy([
      "tests/e2e/files/transfer_origin_test.ts",
      "files get saves under a harmless name, whatever a server calls the file",
    ]),
  ),
});

/** The default in the help text of both clients is the one of the page. */
function defaultOf(option: string): Proof {
  return async ({ says }) => {
    for (const command of ["get", "put"]) {
      const { stdout } = await run(["files", command, "--help"]);
      const [seconds] = figures(says[0]!);
      const help = stdout.replaceAll(/\s+/g, " ");
      const from = help.indexOf(` --${option} `);
      assertMatch(help.slice(from, from + 260), new RegExp(`default ${seconds}\\b`));
    }
  };
}

const TUS = "Tus-Resumable: 1.0.0\r\n";
const NAMED = `filename ${btoa("tus.bin")}`;
