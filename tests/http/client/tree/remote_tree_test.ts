import { assertEquals, assertRejects } from "@std/assert";
import { httpClient } from "../../../../mod/http/client/http_client.ts";
import { HttpFailure } from "../../../../mod/http/client/http_failure.ts";
import { remoteTree, type TreeWalk } from "../../../../mod/http/client/tree/remote_tree.ts";
import { ServedFolder } from "../../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../../mod/http/files/files_handler.ts";
import { HttpError } from "../../../../mod/http/wire/http_error.ts";
import { bytesBody, type HttpHandler, textReply } from "../../../../mod/http/wire/message.ts";
import { HttpTestServer } from "../../../_kit/web/http_test_server.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

interface Walked {
  readonly files: string[];
  /** What was told of addresses. */
  readonly told: string[];
}

async function walk(url: string, given: Partial<TreeWalk> = {}): Promise<Walked | undefined> {
  const { signal } = new AbortController();
  const told: string[] = [];
  const of = (address: string) => new URL(address).pathname;
  const tree = await remoteTree(url, {
    fetch: httpClient(),
    levels: 64,
    mostEntries: 1000,
    signal,
    retrying: () => ({ retries: 0, signal }),
    onFailure: (address, error) => told.push(`${of(address)}: ${(error as Error).message}`),
    onLeftOut: (address) => told.push(`${of(address)}: no name`),
    onTooDeep: (address) => told.push(`${of(address)}: too deep`),
    ...given,
  });
  if (tree === undefined) return undefined;
  const entries = await Array.fromAsync(tree);
  return { files: entries.map(({ kind, path }) => path.join("/") + (kind === "folder" ? "/" : "")), told };
}

/** A site of pages, each by its path. */
function site(pages: Readonly<Record<string, string>>): HttpHandler {
  return (request) => {
    const html = pages[request.path];
    if (html === undefined) return Promise.reject(new HttpError(404, "There is nothing here"));
    const body = bytesBody(new TextEncoder().encode(html));
    return Promise.resolve({ status: 200, fields: [["content-type", "text/html"]], body });
  };
}

Deno.test("remoteTree() walks through netlab's own folders, with sizes and dates", async () => {
  using temp = new TempFolder();
  temp.write("www/a.txt", "a");
  temp.write("www/sub/\u00e9 b.txt", "b");
  Deno.mkdirSync(`${temp.path}/www/empty`);
  const tree = ServedFolder.at(`${temp.path}/www`);
  await using server = await HttpTestServer.start(filesHandler({ tree, title: "www" }));
  assertEquals(await walk(`${server.url}/`), {
    files: ["empty/", "sub/", "a.txt", "sub/\u00e9 b.txt"],
    told: [],
  });
  assertEquals((await walk(`${server.url}/sub`))?.files, ["\u00e9 b.txt"]);
  assertEquals(await walk(`${server.url}/a.txt`), undefined);
  await assertRejects(() => walk(`${server.url}/none/`), HttpFailure, "The server answers 404");
});

Deno.test("remoteTree() never leads out of the folder, whatever the pages say", async () => {
  await using other = await HttpTestServer.start(site({ "/x/": "" }));
  await using server = await HttpTestServer.start((request) => {
    if (request.path === "/top/away/") {
      return Promise.resolve({ status: 302, fields: [["location", `${other.url}/x/`]] });
    }
    if (request.path === "/top/up/") return Promise.resolve({ status: 302, fields: [["location", "/"]] });
    const pages = {
      "/": '<a href="secret.txt">',
      "/top/":
        `<a href="../secret.txt"><a href="/secret.txt"><a href="${other.url}/x/"><a href="//127.0.0.1/x">` +
        '<a href="./"><a href=""><a href="?C=N"><a href="#top"><a href="good.txt?x=1"><a href="mailto:a@b">' +
        '<a href="javascript:x()"><a href="%2e%2e/secret.txt"><a href="a/b/deep.txt"><a href="..%2f..%2fetc%2fpasswd">' +
        '<a href="%2e%2e%2f"><a href="away/"><a href="up/"><a href="good.txt"><a href="good.txt#again"><a href="http://[">',
    };
    return site(pages)(request);
  });
  assertEquals(await walk(`${server.url}/top/`), {
    files: ["passwd", "away/", "up/", "good.txt"],
    told: [
      "/top/..%2f: no name",
      "/top/up/: it leads out of the folder, to " + `${server.url}/`,
      "/top/away/: The server sends us to " + `${other.url}, another server; that is not followed`,
    ].map((each) => each.replace("/top/..%2f", "/top/%2e%2e%2f")),
  });
});

Deno.test("remoteTree() asks a server again that minds what netlab's listing is asked for by", async () => {
  await using server = await HttpTestServer.start((request) =>
    request.search === ""
      ? site({ "/": '<a href="a.txt">' })(request)
      : Promise.reject(new HttpError(400, "What?"))
  );
  assertEquals((await walk(`${server.url}/`))?.files, ["a.txt"]);
});

Deno.test("remoteTree() ends, however deep, wide or round a server says it is", async () => {
  await using server = await HttpTestServer.start((request) => {
    const page = request.path.startsWith("/wide/")
      ? Array.from({ length: 2000 }, (_, at) => `<a href="f${at}">`).join("")
      : '<a href="again/"><a href="a">';
    return site({ [request.path]: page })(request);
  });
  const deep = await walk(`${server.url}/`, { levels: 3 });
  assertEquals(deep?.files, ["again/", "a", "again/again/", "again/a", "again/again/a"]);
  assertEquals(deep?.told, ["/again/again/again/: too deep"]);
  await assertRejects(() => walk(`${server.url}/wide/`), HttpFailure, "more than 1000 files");
});

Deno.test("remoteTree() says so when there is nothing that lists files", async () => {
  await using server = await HttpTestServer.start(({ path }) =>
    Promise.resolve(
      path === "/json/"
        ? {
          status: 200,
          fields: [["content-type", "application/json"]],
          body: bytesBody(new Uint8Array([123])),
        }
        : textReply(200, "just text"),
    )
  );
  for (const path of ["/", "/json/"]) {
    await assertRejects(() => walk(server.url + path), HttpFailure, "there is no listing of files");
  }
});
