import { assertEquals, assertRejects } from "@std/assert";
import { httpClient } from "../../../mod/http/client/http_client.ts";
import { upload } from "../../../mod/http/client/upload.ts";
import { ServedFolder } from "../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../mod/http/files/files_handler.ts";
import { UploadQuota } from "../../../mod/http/files/upload/upload_quota.ts";
import { UploadHandler } from "../../../mod/http/files/upload/upload_handler.ts";
import type { HttpHandler } from "../../../mod/http/wire/message.ts";
import { HttpTestServer } from "../../_kit/web/http_test_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const OPTIONS = {
  fetch: httpClient(),
  retries: 3,
  signal: new AbortController().signal,
  wait: () => Promise.resolve(),
};

function taking(temp: TempFolder): HttpHandler {
  Deno.mkdirSync(`${temp.path}/www`);
  const tree = ServedFolder.at(`${temp.path}/www`, { hidden: false });
  const uploads = new UploadHandler({
    tree,
    policy: "error",
    maxSize: Infinity,
    quota: new UploadQuota(),
    dropBox: false,
  });
  return filesHandler({ tree, title: "t", uploads });
}

/** A server that knows PUT and not tus. */
function withoutTus(handler: HttpHandler): HttpHandler {
  return (request) => handler({ ...request, method: request.method === "POST" ? "BREW" : request.method });
}

function names(temp: TempFolder): string[] {
  return [...Deno.readDirSync(`${temp.path}/www`)].map(({ name }) => name).sort();
}

for (const [how, dress] of [["tus", (handler: HttpHandler) => handler], ["PUT", withoutTus]] as const) {
  Deno.test(`upload() sends a file by ${how}, as long as it was when it was announced`, async () => {
    using temp = new TempFolder();
    const path = temp.write("a", "x".repeat(1_000_000));
    await using server = await HttpTestServer.start(dress(taking(temp)));
    const url = `${server.url}/`;
    await upload({ path, name: "grown", size: 999_999 }, { ...OPTIONS, url });
    assertEquals([names(temp), Deno.statSync(`${temp.path}/www/grown`).size], [["grown"], 999_999]);
    await assertRejects(
      () => upload({ path, name: "shrunken", size: 2_000_000 }, { ...OPTIONS, url }),
      Error,
      "it became shorter while it was sent",
    );
    assertEquals(names(temp).includes("shrunken"), false);
  });
}

Deno.test("upload() says what it cannot read, and does not blame the server", async () => {
  const file = { path: "/no/such/file", name: "a", size: 1 };
  using temp = new TempFolder();
  await using server = await HttpTestServer.start(taking(temp));
  await assertRejects(() => upload(file, { ...OPTIONS, url: `${server.url}/` }), Error, "it may not be read");
});
