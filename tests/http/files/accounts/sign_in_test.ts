import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { SessionCookie } from "../../../../mod/http/files/accounts/session_cookie.ts";
import type { Forwarded, HttpRequest } from "../../../../mod/http/wire/message.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { HASH, users } from "./accounts.ts";
import { AccountsServer, HTML } from "./accounts_server.ts";

const TEXT = users("anna", "ben") + "[/]\nusers = read\n[/open]\n* = read\n[/own/{user}]\n{user} = manage\n";

async function serving(
  use: (server: AccountsServer, temp: TempFolder) => Promise<void>,
  more: { tls?: boolean } = {},
): Promise<void> {
  using temp = new TempFolder();
  temp.write("a.txt", "class");
  temp.write("open/o.txt", "everybody");
  temp.write("own/ben/b.txt", "ben's");
  await using server = await AccountsServer.start(temp.path, TEXT, more);
  await use(server, temp);
}

Deno.test("a program is challenged, a person gets a page at the address that was asked for", () =>
  serving(async (server) => {
    const curl = await server.ask("/a.txt");
    assertEquals([curl.status, /www-authenticate: (\S*)/.exec(curl.head)![1]], [401, "Basic"]);
    assertEquals((await server.ask("/none.txt")).status, 401);
    for (
      const more of [
        HTML,
        "Origin: http://x\r\n",
        "Sec-Fetch-Site: same-origin\r\n",
        "Cookie: netlab-test=old\r\n",
      ]
    ) {
      const browser = await server.ask("/a.txt", { more });
      assertEquals([more, browser.status], [more, 401]);
      // A browser would open a window of its own, from which nobody signs out.
      assert(!/www-authenticate: basic/i.test(browser.head), more);
    }
    const { body } = await server.ask("/a.txt", { more: `${HTML}Accept-Language: fr\r\n` });
    assertStringIncludes(body, '<form class="card sign-in" method="post" action="?sign-in"');
    assertStringIncludes(body, "Se connecter");
    assertMatch(body, /<input id="name"[^>]* autofocus/);
    assertEquals((await server.ask("/open/o.txt")).body, "everybody");
    const listing = await server.ask("/open/", { more: HTML });
    assertStringIncludes(listing.body, '<a href="?sign-in" rel="nofollow">Sign in</a>');
    assertEquals((await server.ask("/", { more: HTML })).status, 401);
  }));

Deno.test("who signs in gets a new session, comes back to where he was, and can end it", () =>
  serving(async (server) => {
    const fixed = "netlab-test=chosen-by-somebody-else";
    const rows: [target: string, location: string][] = [
      ["/?sign-in", "./"],
      ["/a.txt?sign-in", "./a.txt"],
      ["/own/?sign-in", "./"],
      ["/own/anna?sign-in", "./anna"],
      ["/own//anna/?sign-in", "../../../own/anna/"],
      ["/a%3Ab%2fc?sign-in", ""],
    ];
    for (const [target, location] of rows) {
      const answer = await server.ask(target, {
        method: "POST",
        cookie: fixed,
        more: "Content-Type: application/x-www-form-urlencoded\r\n",
        body: "name=Anna&password=secret",
      });
      const expected = location === "" ? [404, undefined] : [303, location];
      assertEquals([target, answer.status, /location: (.*)/.exec(answer.head)?.[1]], [target, ...expected]);
    }
    const { head, cookie } = await server.signIn("anna", "secret", { cookie: fixed });
    assertMatch(head, /set-cookie: netlab-test=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax\r\n/);
    assert(!head.includes("chosen"));
    assertEquals((await server.ask("/a.txt", { cookie: fixed })).status, 401);
    const page = await server.ask("/", { cookie, more: HTML });
    assertStringIncludes(
      page.body,
      '<form class="account" method="post" action="?sign-out"><span>anna</span>',
    );
    assertMatch(page.head, /vary: Cookie, Authorization/);
    const out = await server.ask("/own/?sign-out", { method: "POST", cookie, body: "" });
    assertEquals([out.status, /location: (.*)/.exec(out.head)?.[1]], [303, "./"]);
    assertMatch(out.head, /set-cookie: netlab-test=; .*Max-Age=0/);
    assertEquals((await server.ask("/a.txt", { cookie })).status, 401);
  }));

Deno.test("a session is worth nothing at another host, for another account, or after a change of the password", () =>
  serving(async (server) => {
    const { cookie } = await server.signIn("anna");
    assertEquals((await server.ask("/a.txt", { cookie })).status, 200);
    assertEquals((await server.ask("/a.txt", { cookie, host: "y" })).status, 401);
    assertEquals((await server.ask("/a.txt", { cookie, host: "x:81" })).status, 401);
    assertEquals((await server.ask("/a.txt", { cookie: cookie.replace(/.$/, "_") })).status, 401);
    assertEquals(
      (await server.ask("/a.txt", { cookie: cookie.replace("netlab-test", "netlab-other") })).status,
      401,
    );
    server.become(TEXT.replace("[/own", "[/theirs")); // what she may do has changed, not who she is
    assertEquals((await server.ask("/a.txt", { cookie })).status, 200);
    server.become(TEXT.replace(`anna = ${HASH}`, `anna = ${HASH.replace(/.$/, "A")}`));
    assertEquals((await server.ask("/a.txt", { cookie })).status, 401);
    server.become(TEXT);
    assertEquals((await server.ask("/a.txt", { cookie })).status, 401);
    const ben = await server.signIn("ben");
    server.become(TEXT.replace(/ben = .*\n/, ""));
    assertEquals((await server.ask("/a.txt", { cookie: ben.cookie })).status, 401);
  }));

Deno.test("under TLS the cookie is one that no other host and no unencrypted page can set", () =>
  serving(async (server) => {
    const { head, cookie } = await server.signIn("anna");
    assertMatch(
      head,
      /set-cookie: __Host-netlab-test=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure\r\n/,
    );
    assertEquals((await server.ask("/a.txt", { cookie })).status, 200);
    assertEquals((await server.ask("/a.txt", { cookie: cookie.replace("__Host-", "") })).status, 401);
  }, { tls: true }));

Deno.test("behind a proxy the cookie is for the path and the encryption that the browser knows", () => {
  const cookie = new SessionCookie("id", false);
  const rows: [request: Partial<HttpRequest>, field: string][] = [
    [{}, "netlab-id=t; Path=/; HttpOnly; SameSite=Lax"],
    [{ prefix: "/files" }, "netlab-id=t; Path=/files/; HttpOnly; SameSite=Lax"],
    [{ forwarded: told("https", "") }, "__Host-netlab-id=t; Path=/; HttpOnly; SameSite=Lax; Secure"],
    [{ forwarded: told("https", "/files") }, "netlab-id=t; Path=/files/; HttpOnly; SameSite=Lax; Secure"],
    [{ forwarded: told(undefined, "/a"), prefix: "/b" }, "netlab-id=t; Path=/a/b/; HttpOnly; SameSite=Lax"],
  ];
  for (const [request, field] of rows) {
    assertEquals(cookie.give(request as HttpRequest, "t"), ["set-cookie", field]);
    const name = field.split("=")[0]!;
    for (const sent of [`${name}=t`, `a=b; ${name}=t`, `a=b;${name}=t; c=d`, `x${name}=no; ${name}=t`]) {
      const fields = new Map([["cookie", sent]]);
      assertEquals([sent, cookie.read({ ...request, fields } as unknown as HttpRequest)], [sent, "t"]);
    }
  }
  // A proxy that speaks for us to an unencrypted client.
  assertEquals(
    new SessionCookie("id", true).give({ forwarded: told("http", "") } as HttpRequest, "t")[1],
    rows[0]![1],
  );
});

function told(scheme: "http" | "https" | undefined, prefix: string): Forwarded {
  return { scheme, authority: undefined, prefix };
}

Deno.test("a class of 25 signs in and hands in at once, from one network", () =>
  serving(async (server, temp) => {
    const names = Array.from({ length: 25 }, (_, at) => `pupil${at}`);
    server.become(users(...names) + "[/box]\nusers = upload\n[/own/{user}]\n{user} = manage\n");
    Deno.mkdirSync(`${temp.path}/box`);
    await Promise.all(names.map(async (name) => {
      const { cookie } = await server.signIn(name);
      const put = (target: string) => server.ask(target, { method: "PUT", cookie, body: name });
      assertEquals([(await put("/box/work.txt")).status, (await put(`/own/${name}/work.txt`)).status], [
        201,
        201,
      ]);
    }));
    const handedIn = [...Deno.readDirSync(`${temp.path}/box`)].map((file) =>
      Deno.readTextFileSync(`${temp.path}/box/${file.name}`)
    );
    assertEquals(handedIn.sort(), names.toSorted());
    for (const name of names) assertEquals(Deno.readTextFileSync(`${temp.path}/own/${name}/work.txt`), name);
  }));

Deno.test("a page of another site signs nobody in or out, and writes in nobody's session", () =>
  serving(async (server) => {
    const elsewhere = "Origin: http://evil.example\r\n";
    assertEquals((await server.signIn("anna", "secret", { more: elsewhere })).status, 403);
    assertEquals(
      (await server.signIn("anna", "secret", { more: "Sec-Fetch-Site: same-site\r\n" })).status,
      403,
    );
    const { cookie } = await server.signIn("anna", "secret", { more: "Origin: http://x\r\n" });
    const out = { method: "POST", cookie, more: elsewhere, body: "" };
    assertEquals((await server.ask("/?sign-out", out)).status, 403);
    const form = '--b\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\nz\r\n--b--\r\n';
    const more = "Content-Type: multipart/form-data; boundary=b\r\n";
    const post = { method: "POST", cookie, body: form };
    assertEquals((await server.ask("/own/anna/", { ...post, more: more + elsewhere })).status, 403);
    assertEquals(
      (await server.ask("/own/anna/", { ...post, more: `${more}Origin: http://x\r\n` })).status,
      201,
    );
    const change = { cookie, more: elsewhere };
    assertEquals((await server.ask("/own/anna/f.txt", { ...change, method: "DELETE" })).status, 403);
  }));

Deno.test("a wrong password is said on the page, with the name that was typed, and limited", () =>
  serving(async (server) => {
    const wrong = await server.signIn('an"na', "wrong", { more: HTML });
    assertEquals(wrong.status, 401);
    assertStringIncludes(wrong.body, 'role="alert" id="problem">The name or the password is wrong.');
    assertStringIncludes(wrong.body, 'value="an&quot;na"');
    assertEquals(wrong.cookie, "");
    for (let guess = 2; guess <= 10; guess++) {
      assertEquals((await server.signIn("anna", `wrong ${guess}`)).status, 401);
    }
    assertEquals((await server.signIn("anna", "wrong 11")).status, 429);
    const page = await server.signIn("anna", "secret", { more: HTML });
    assertEquals(page.status, 429);
    assertStringIncludes(page.body, "Too many wrong passwords");
    assertMatch(page.head, /retry-after: \d+/);
    assertEquals((await server.ask("/a.txt", { user: "anna" })).status, 429);
  }));

Deno.test("a form to sign in that is none is refused", () =>
  serving(async (server) => {
    const sent = async (type: string, body: string) =>
      (await server.ask("/?sign-in", { method: "POST", more: `Content-Type: ${type}\r\n`, body })).status;
    const form = "application/x-www-form-urlencoded";
    assertEquals(await sent("application/json", '{"name":"anna"}'), 415);
    assertEquals(await sent(form, "name=anna"), 400);
    assertEquals(await sent(form, "name=&password=secret"), 400);
    assertEquals(await sent(form, `name=anna&password=${"x".repeat(9000)}`), 413);
    assertEquals(await sent(`${form}; charset=utf-8`, "name=anna&password=secret"), 303);
  }));

Deno.test("what somebody gets is for nobody else's cache", () =>
  serving(async (server) => {
    for (const asked of [{ user: "anna" }, {}]) {
      const { head } = await server.ask("/open/o.txt", asked);
      assertMatch(head, /vary: Cookie, Authorization/);
    }
  }));
