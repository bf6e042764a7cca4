import { assertEquals, assertThrows } from "@std/assert";
import { HttpFailure } from "../../../mod/http/client/http_failure.ts";
import { proxyFor } from "../../../mod/http/client/proxy.ts";

function through(url: string, env: Record<string, string>): string | undefined {
  const proxy = proxyFor(new URL(url), (name) => env[name]);
  return proxy && `${proxy.hostname} ${proxy.port} ${proxy.authorization}`;
}

Deno.test("proxyFor() reads the environment as other clients do", () => {
  const p = "p 3128 undefined";
  const rows: [string, Record<string, string>, string | undefined][] = [
    ["http://h/", {}, undefined],
    ["http://h/", { http_proxy: "http://p:3128" }, p],
    ["http://h/", { HTTP_PROXY: "p:3128" }, p],
    ["http://h/", { http_proxy: "http://p:3128/", HTTP_PROXY: "http://q:1" }, p],
    ["https://h/", { http_proxy: "http://p:3128" }, undefined],
    ["https://h/", { https_proxy: "http://p:3128" }, p],
    ["https://h/", { all_proxy: "http://p:3128" }, p],
    ["http://h/", { http_proxy: "http://p" }, "p 80 undefined"],
    ["http://h/", { http_proxy: "http://[::1]:3128" }, "::1 3128 undefined"],
    ["http://h/", { http_proxy: "http://u%40x:p%3A@p:3128" }, `p 3128 Basic ${btoa("u@x:p:")}`],
  ];
  for (const [url, env, expected] of rows) assertEquals(through(url, env), expected, JSON.stringify(env));
});

Deno.test("proxyFor() spares what no_proxy names", () => {
  const rows: [list: string, url: string, direct: boolean][] = [
    ["*", "http://h.example/", true],
    ["example.org", "http://example.org/", true],
    ["example.org", "http://a.b.example.org/", true],
    ["example.org", "http://notexample.org/", false],
    [".example.org", "http://a.example.org/", true],
    ["*.example.org", "http://a.example.org/", true],
    ["a, EXAMPLE.org ,b", "http://example.ORG/", true],
    ["example.org:8080", "http://example.org:8080/", true],
    ["example.org:8080", "http://example.org/", false],
    ["example.org:80", "http://example.org/", true],
    ["127.0.0.1", "http://127.0.0.1:9/", true],
    ["::1", "http://[::1]:9/", true],
    ["[::1]:9", "http://[::1]:9/", true],
    ["[::1]:9", "http://[::1]:8/", false],
    ["", "http://h/", false],
  ];
  for (const [list, url, direct] of rows) {
    assertEquals(through(url, { http_proxy: "p", no_proxy: list }) === undefined, direct, `${list} ${url}`);
  }
});

Deno.test("proxyFor() refuses a proxy that it cannot speak to", () => {
  for (const set of ["socks5://p:1", "https://p:1", "http://", "http://p:99999"]) {
    assertThrows(() => through("http://h/", { http_proxy: set }), HttpFailure, "names no proxy");
  }
});
