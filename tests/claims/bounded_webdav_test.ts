import { assertEquals } from "@std/assert";
import { MOST_COPIED, MOST_COPIED_LEVELS } from "../../mod/http/files/dav/copy.ts";
import { LOCK_LIMITS, LONGEST_LOCK } from "../../mod/http/files/dav/lock/lock_store.ts";
import { MOST_FOUND } from "../../mod/http/files/dav/propfind.ts";
import { DEAD_PROPERTY_LIMIT } from "../../mod/http/files/dav/property/dead_properties.ts";
import { MOST_XML_LEVELS, MOST_XML_NODES } from "../../mod/http/files/dav/xml/parse_xml.ts";
import { XML_LIMIT } from "../../mod/http/files/dav/xml/read_xml.ts";
import { WALK_LIMITS } from "../../mod/http/files/dav/walk_limit.ts";
import { serveFolder } from "../_kit/program/folder_server.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { webAddress } from "../_kit/web/web_address.ts";
import { all, figures, heldBy, prove } from "./claims.ts";

const LOCKINFO =
  '<lockinfo xmlns="DAV:"><lockscope><shared/></lockscope><locktype><write/></locktype></lockinfo>';

async function withDisk(
  use: (
    ask: (method: string, body: string, headers?: Record<string, string>) => Promise<Response>,
  ) => Promise<void>,
): Promise<void> {
  using temp = new TempFolder();
  await using server = await serveFolder(temp.path, "--webdav", "--upload", "--manage", "--quiet");
  const url = `${await webAddress(server)}/`;
  await use((method, body, headers = {}) => fetch(url, { method, body, headers }));
}

async function statusOf(response: Response): Promise<number> {
  await response.body?.cancel();
  return response.status;
}

prove("security.md", "What is bounded", "WebDAV", {
  "WebDAV: XML in a request: bytes, levels, elements": all(
    ({ says }) => assertEquals(figures(says[0]!), [XML_LIMIT, MOST_XML_LEVELS, MOST_XML_NODES]),
    ({ says }) =>
      withDisk(async (ask) => {
        const [bytes] = figures(says[0]!);
        const asked = '<propfind xmlns="DAV:"><propname/></propfind>';
        const long = (length: number) => asked + " ".repeat(length - asked.length);
        assertEquals(await statusOf(await ask("PROPFIND", long(bytes!))), 207);
        assertEquals(await statusOf(await ask("PROPFIND", long(bytes! + 1))), 413);
      }),
    heldBy(["tests/http/files/dav/parse_xml_test.ts", "reads no document type, and stays within its limits"]),
  ),
  "WebDAV: files and folders that Depth infinity finds": all(
    ({ says }) => assertEquals(figures(says[0]!)[0], MOST_FOUND),
    heldBy(["tests/http/files/dav/propfind_test.ts", "PROPFIND refuses what would be endless"]),
  ),
  "WebDAV: folders that are told about at a time; to one network, those that wait included": all(
    ({ says }) => assertEquals(figures(says[0]!), [WALK_LIMITS.working, WALK_LIMITS.each]),
    heldBy(["tests/http/files/dav/propfind_test.ts", "PROPFIND tells about a few folders at a time"]),
  ),
  "WebDAV: files and folders that are copied at once": all(
    ({ says }) => assertEquals(figures(says[0]!), [MOST_COPIED, MOST_COPIED_LEVELS]),
    heldBy(["tests/http/files/dav/dav_handler_test.ts", "COPY ends where a folder is too deep"]),
  ),
  "WebDAV: locks, of them from one network": all(
    ({ says }) => assertEquals(figures(says[0]!), [LOCK_LIMITS.all, LOCK_LIMITS.host]),
    ({ says }) =>
      withDisk(async (ask) => {
        const [, most] = figures(says[0]!);
        for (let at = 0; at < most!; at++) assertEquals(await statusOf(await ask("LOCK", LOCKINFO)), 200);
        assertEquals(await statusOf(await ask("LOCK", LOCKINFO)), 507);
      }),
    heldBy(["tests/http/files/dav/lock_test.ts", "LockStore ends locks in time, and makes only so many"]),
  ),
  "WebDAV: time that a lock holds without being refreshed": ({ says }) =>
    withDisk(async (ask) => {
      const [seconds] = figures(says[0]!);
      assertEquals(seconds, LONGEST_LOCK);
      for (const timeout of ["Infinite", `Second-${seconds! * 2}`, "Second-4100000000"]) {
        const text = await (await ask("LOCK", LOCKINFO, { timeout })).text();
        assertEquals(/Second-(\d+)/.exec(text)![1], String(seconds));
      }
    }),
  "WebDAV: properties that clients set": all(
    ({ says }) => assertEquals(figures(says[0]!), [DEAD_PROPERTY_LIMIT]),
    heldBy(["tests/http/files/dav/dav_handler_test.ts", "DeadProperties is bounded"]),
  ),
});
