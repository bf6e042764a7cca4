/** What docs/security.md says was tried: each point is held by tests that try it. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { run } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { all, heldBy, prove } from "./claims.ts";

prove("security.md", "What was tried on it", "servers", {
  Paths: heldBy(
    [
      "tests/fs/served_folder_test.ts",
      "ServedFolder refuses every way out, and does not tell what is there",
    ],
    ["tests/fs/served_folder_test.ts", "ServedFolder opens hidden files only when told to"],
    ["tests/http/files/files_handler_test.ts", "filesHandler() never leaves its folder"],
  ),
  "Names of files": heldBy(
    [
      "tests/fs/file_name_test.ts",
      "each name is served where it is one entry, and becomes the same name on every system",
    ],
    ["tests/fs/file_name_test.ts", "hidden names are hidden however a forgiving disk lets them be spelled"],
    ["tests/fs/file_name_test.ts", "isShortName() knows what may be a second name"],
    [
      "tests/e2e/files/foreign_names_test.ts",
      "what other systems have no name for is fetched and saved, by both protocols",
    ],
  ),
  "A class": heldBy(
    [
      "tests/lab/class/places_test.ts",
      "a machine that takes all the names it can get leaves the others theirs",
    ],
    [
      "tests/lab/class/input_types_test.ts",
      "every field of a report that has another type is refused with its place, and both types",
    ],
    [
      "tests/lab/class/class_pages_test.ts",
      "a report with a new name claims it; nobody else reports, reads or writes under it",
    ],
    [
      "tests/lab/class/class_pages_test.ts",
      "a forged report says what it wants, and is counted by its rules",
    ],
    [
      "tests/lab/class/class_pages_test.ts",
      "a hand-in that is too large, or whose name leads elsewhere, leaves nothing",
    ],
    [
      "tests/lab/class/class_pages_test.ts",
      "the teacher's pages are for the teacher's key, by cookie or with each request",
    ],
    ["tests/lab/class/read_report_test.ts", "carry no control characters and no marks of direction"],
    [
      "tests/e2e/lab/class_test.ts",
      "a class of thirty that is killed in the middle has all that it said it had taken",
    ],
  ),
  "Programs that were handed in": heldBy(
    [
      "tests/e2e/check/check_all_test.ts",
      "a program in the jail erases nothing, sees nobody else and multiplies in vain; without a jail that is said",
    ],
  ),
  "Programs that netlab starts on Windows": heldBy(
    ["tests/process/stop_channel_test.ts", "strangers who say nothing do not keep the program out"],
    [
      "tests/process/stop_channel_test.ts",
      "a program is not stopped by somebody who says ${what} on the port of its parent",
    ],
  ),
  "Rights in a relay": heldBy(
    [
      "tests/e2e/relay/privileges_test.ts",
      "relay becomes who the options of any other address say, with all its threads",
    ],
    [
      "tests/e2e/relay/privileges_test.ts",
      "relay refuses options that would change the rights of other connections, before it opens anything",
    ],
    ["tests/e2e/relay/privileges_test.ts", "relay serves nobody when it cannot become who it has to be"],
  ),
  "Pages of other origins": heldBy(
    [
      "tests/http/middleware/cors_test.ts",
      "withCors() lets pages of these origins read, and errors too; with credentials only where they are named",
    ],
    [
      "tests/http/middleware/cors_test.ts",
      "withCors() answers what a browser asks beforehand, and for nobody else",
    ],
  ),
  "A proxy of the relay": heldBy(
    [
      "tests/e2e/relay/proxy_server_test.ts",
      "a proxy of relay that nothing limits is for this computer, and says how to open it",
    ],
    [
      "tests/e2e/relay/proxy_server_test.ts",
      "a proxy of relay leads nobody from elsewhere to the addresses of this computer's interfaces",
    ],
    ["tests/relay/addresses/proxy_server/proxy_limits_test.ts", "a proxy for everybody who reaches it"],
    ["tests/relay/addresses/proxy_server/proxy_limits_test.ts", ": ${allowed}"],
  ),
  Certificates: heldBy(
    [
      "tests/e2e/relay/tls_test.ts",
      "relay trusts no certificate of version 1, be it the trusted one itself",
    ],
    ["tests/net/tls/read_certificate_test.ts", "readTrusted() refuses a file that trusts nobody"],
    [
      "tests/net/tls/verify_peer_test.ts",
      "verifyPeer() trusts a self-signed certificate only when it is the trusted one, byte for byte",
    ],
  ),
  Changes: heldBy(
    ["tests/fs/managed_folder_test.ts", "ManagedFolder does not follow a link that is changed"],
    [
      "tests/fs/managed_folder_test.ts",
      "ManagedFolder refuses what could lose something, lead out, or mean something else",
    ],
    ["tests/fs/managed_folder_test.ts", "ManagedFolder moves nothing to another disk"],
    ["tests/fs/managed_folder_test.ts", "ManagedFolder shows even with --hidden no trash"],
    ["tests/http/files/manage/manage_handler_test.ts", "reads Destination as one address of this server"],
    ["tests/http/files/dav/parse_xml_test.ts", "reads no document type"],
    ["tests/http/files/dav/dav_handler_test.ts", "A page of another site changes nothing"],
  ),
  Uploads: heldBy(
    ["tests/http/files/upload/upload_handler_test.ts", "UploadHandler takes a PUT whole or not at all"],
    [
      "tests/http/files/upload/upload_handler_test.ts",
      "UploadHandler treats a taken name as the policy says",
    ],
    [
      "tests/http/files/upload/upload_handler_test.ts",
      "UploadHandler takes the files of a form, by the last part of their names",
    ],
    [
      "tests/http/files/upload/upload_handler_test.ts",
      "UploadHandler lets an upload be given up, and no other file be reached by its address",
    ],
    [
      "tests/http/files/upload/upload_handler_test.ts",
      "UploadHandler refuses what comes from a page of another site",
    ],
  ),
  Pages: heldBy(
    ["tests/http/files/files_handler_test.ts", "filesHandler() shows a README without running it"],
    ["tests/http/files/page/readme_html_test.ts", "readmeHtml() lets nothing run"],
    ["tests/e2e/files/browser_test.ts", "an uploaded page runs nothing"],
  ),
  Requests: heldBy(
    [
      "tests/http/wire/body_framing_test.ts",
      "bodyFraming() refuses every head on which two servers could differ",
    ],
    [
      "tests/http/wire/http_connection_handler_test.ts",
      "httpConnectionHandler() answers once and closes where two servers could differ",
    ],
    [
      "tests/http/semantics/content_disposition_test.ts",
      "contentDisposition() writes any name so that old and new clients understand it",
    ],
  ),
  Terminals: heldBy(
    [
      "tests/trace/render_event_test.ts",
      "escapeControls() escapes controls, bidirectional marks and line separators, and nothing visible",
    ],
    [
      "tests/services/files/service_test.ts",
      "files logs who, what, size, time and outcome, with control characters escaped",
    ],
    [
      "tests/io/visible_text_test.ts",
      "visibleText() replaces C1 controls, bidi overrides and Unicode line ends",
    ],
  ),
  Datagrams: heldBy(
    ["tests/services/prime/answer_datagrams_test.ts", "answerDatagrams() never says more than it was asked"],
    [
      "tests/services/prime/answer_datagrams_test.ts",
      "answerDatagrams() ignores empty datagrams and answers of other servers",
    ],
    ["tests/services/echo/echo_datagrams_test.ts", "echoDatagrams() never sends more than it was sent"],
    ["tests/services/echo/echo_datagrams_test.ts", "echoDatagrams() answers no service"],
    ["tests/services/echo/echo_loops_test.ts", "EchoLoops ends the talk of two servers"],
  ),
  "Slow clients": heldBy([
    "tests/e2e/files/malformed_test.ts",
    "files serve stays available to others under slow",
  ]),
  "Connections that are none": heldBy(
    ["tests/e2e/servers/resets_before_accept_test.ts", "serves at once behind"],
    ["tests/e2e/servers/handshakes_test.ts", "serves others while handshakes dawdle and die"],
  ),
  Names: heldBy(
    [
      "tests/e2e/http/host_check_test.ts",
      "files serve answers on no page and to no method under a name that is not its own",
    ],
    [
      "tests/e2e/http/host_check_test.ts",
      "chat --web answers on no page and to no WebSocket under a name that is not its own",
    ],
    [
      "tests/e2e/http/rebinding_browser_test.ts",
      "a page whose name has come to lead here neither reads, nor sends files, nor speaks",
    ],
  ),
  Proxies: heldBy(
    [
      "tests/e2e/http/trusted_proxies_test.ts",
      "--trust-proxy: nginx says who asks, by which name and below which path",
    ],
    [
      "tests/e2e/http/trusted_proxies_test.ts",
      "without --trust-proxy, and from anywhere else, nobody is believed",
    ],
  ),
  WebSockets: heldBy(
    ["tests/e2e/chat/page_test.ts", "two pages and nc read the same"],
    [
      "tests/e2e/chat/web_test.ts",
      "chat serve --web opens a WebSocket only to who asks for one properly, from its own page",
    ],
    ["tests/e2e/chat/web_test.ts", "chat serve --web answers frames of every kind as RFC 6455 has it"],
  ),
  Computations: heldBy(
    ["tests/e2e/servers/time_limits_test.ts", "computes no longer than its limit, and not for who has left"],
    [
      "tests/e2e/servers/time_limits_test.ts",
      "answers somebody else while one client asks too much a hundred times over",
    ],
  ),
  Signals: heldBy(
    ["tests/e2e/servers/signals_test.ts", "no stray signal ends a server or its child, or opens a debugger"],
    ["tests/e2e/servers/parent_dies_test.ts", "along"],
  ),
  "A history": heldBy([
    "tests/e2e/chat/history_test.ts",
    "chat serve says nothing more once its history is not what it was",
  ]),
  "The bus": heldBy(
    ["tests/e2e/chat/bus_login_test.ts", "outlives a bus that comes to have"],
    ["tests/e2e/chat/bus_login_test.ts", "says so without the secret"],
    ["tests/e2e/kv/bus_partition_test.ts", "says what it lacks, without the secret"],
    [
      "tests/e2e/chat/bus_crash_test.ts",
      "chat serve --bus loses and doubles nothing that was read when it is killed",
    ],
  ),
  "Other people of this machine": async () => {
    assertStringIncludes(config.tasks.compile.command, "--no-code-cache");
    using temp = new TempFolder();
    assertEquals((await run(["--version"], { env: { TMPDIR: temp.path } })).code, 0);
    assertEquals([...Deno.readDirSync(temp.path)], []);
  },
  Passwords: all(
    async () => {
      const { code, stderr } = await run(["files", "serve", "0", "--auth=ann:secret"]);
      assertEquals(code, 2);
      assertStringIncludes(stderr, "NETLAB_AUTH");
      assertEquals(stderr.includes("secret"), false);
    },
    heldBy(
      [
        "tests/http/middleware/access_test.ts",
        "withBasicAuth() gives reading and uploading to whom they belong",
      ],
      [
        "tests/http/middleware/login_throttle_test.ts",
        "whoever has given the right password is locked out neither",
      ],
    ),
  ),
  "A chat's password": heldBy(
    [
      "tests/services/chat/room/visitor_test.ts",
      "a Visitor hears nothing of the room and says nothing in it",
    ],
    ["tests/io/password_door_test.ts", "a Door counts wrong passwords by network"],
    [
      "tests/e2e/chat/door_test.ts",
      "chat serve --password lets nc in with it, and shows nobody else anything",
    ],
    ["tests/e2e/chat/door_test.ts", "chat join takes the password from the environment"],
    ["tests/e2e/chat/door_test.ts", "which no trace shows"],
    ["tests/e2e/chat/page_door_test.ts", "forgets it with /bye, and no trace and no log has shown it"],
    ["tests/e2e/chat/door_test.ts", "chat serve --password takes none from the command line"],
  ),
  Accounts: heldBy(
    ...["no spelling and no link leads around a section", "listings, archives and searches of a parent"]
      .map((name) => ["tests/http/files/accounts/hostile_paths_test.ts", name] as const),
    ...["a form and a resumable upload put nothing", "nobody goes on with, asks about or ends an upload"]
      .map((name) => ["tests/http/files/accounts/hostile_paths_test.ts", name] as const),
    ["tests/http/files/accounts/hostile_paths_test.ts", "a mounted folder has what its owner may see"],
    ["tests/http/files/accounts/sign_in_test.ts", "who signs in gets a new session"],
    ["tests/http/files/accounts/sign_in_test.ts", "a session is worth nothing at another host"],
    ["tests/http/files/accounts/sign_in_test.ts", "a page of another site signs nobody in or out"],
    ["tests/http/files/accounts/password_check_test.ts", "an unknown name is as much work as a known one"],
    ["tests/e2e/files/accounts_test.ts", "files serve --accounts refuses what is wrong before it listens"],
    ["tests/e2e/files/accounts_test.ts", "a changed accounts file holds within a second"],
  ),
  Parsers: heldBy(
    ["tests/fuzz/files_fuzz_test.ts", "property"],
    ["tests/fuzz/accounts_fuzz_test.ts", "property"],
    ["tests/fuzz/http_fuzz_test.ts", "property"],
    ["tests/fuzz/http_fields_fuzz_test.ts", "property"],
    ["tests/fuzz/chat_bytes_fuzz_test.ts", "property"],
    ["tests/fuzz/relay_bytes_fuzz_test.ts", "property"],
    ["tests/fuzz/numbers_fuzz_test.ts", "property"],
    ["tests/fuzz/incremental_parsers_test.ts", "work and memory are bounded, whatever the pieces"],
  ),
});

prove("security.md", "What a server may do to a client", "servers", {
  Credentials: heldBy(
    [
      "tests/e2e/files/transfer_origin_test.ts",
      "files get gives the password to the origin that was typed, and to no other",
    ],
    [
      "tests/e2e/files/transfer_origin_test.ts",
      "files put sends neither password nor file where a server points to",
    ],
    [
      "tests/e2e/files/transfer_origin_test.ts",
      "files get goes through the proxy of the environment, which alone gets its password",
    ],
  ),
  Redirects: heldBy(
    ["tests/e2e/files/transfer_origin_test.ts", "files get says where it is not sent on to"],
    [
      "tests/e2e/files/transfer_origin_test.ts",
      "files get is not sent from the network to this machine itself",
    ],
  ),
  "Packed bodies": heldBy([
    "tests/e2e/files/transfer_origin_test.ts",
    "files get unpacks nothing: a bomb is saved as the few bytes it is",
  ]),
  "Saved names": heldBy(
    [
      "tests/e2e/files/transfer_origin_test.ts",
      "files get saves under a harmless name, whatever a server calls the file",
    ],
    [
      "tests/e2e/files/transfer_origin_test.ts",
      "files get keeps a part only where a later run can go on from it, and writes to no trap",
    ],
  ),
  "What a server says": heldBy([
    "tests/e2e/servers/hostile_peer_test.ts",
    "what a server says steers no terminal, even when the input is a pipe",
  ]),
  Silence: heldBy(
    ["tests/e2e/servers/hostile_peer_test.ts", "--timeout gives up on a server that never answers"],
    [
      "tests/e2e/servers/connect_limit_test.ts",
      "every client gives up a server that does not answer its knock",
    ],
  ),
});
