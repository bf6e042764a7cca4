import { assertEquals, assertThrows } from "@std/assert";
import { BUCKET, parseBusAddress, ROOM, withoutLogin } from "../../mod/bus/bus_address.ts";

const server = (hostname: string, port = 4222) => ({ hostname, port, tls: false });

Deno.test("parseBusAddress() reads host, port and room", () => {
  assertEquals(parseBusAddress("nats://bus.example:5000/salle-1", ROOM), {
    servers: [server("bus.example", 5000)],
    name: "salle-1",
  });
  assertEquals(parseBusAddress("nats://[::1]", ROOM), { servers: [server("::1")], name: "lobby" });
  assertEquals(parseBusAddress("tls://h", ROOM).servers, [{ ...server("h"), tls: true }]);
});

Deno.test("parseBusAddress() reads credentials", () => {
  const loginOf = (text: string) => {
    const { user, pass } = parseBusAddress(text, ROOM).servers[0]!;
    return [user, pass];
  };
  assertEquals(loginOf("nats://me:s%20t@h"), ["me", "s t"]);
  assertEquals(loginOf("nats://me:@h"), ["me", ""]);
  assertEquals(loginOf("nats://t%40ken@h"), ["t@ken", undefined]);
});

Deno.test("parseBusAddress() reads several servers, each with its own login, and one room", () => {
  assertEquals(parseBusAddress("nats://me:a,b@one:1,tls://two/salle,nats://three:3", ROOM), {
    servers: [
      { ...server("one", 1), user: "me", pass: "a,b" },
      { ...server("two"), tls: true },
      server("three", 3),
    ],
    name: "salle",
  });
  assertThrows(() => parseBusAddress("nats://a/x,nats://b/y", ROOM), Error, "have the same room");
});

for (
  const wrong of ["localhost:4222", "http://h", "nats://", "nats://h/a b", "nats://h/a.b", "", "nats://h,b"]
) {
  Deno.test(`parseBusAddress() refuses ${JSON.stringify(wrong)}`, () => {
    assertThrows(() => parseBusAddress(wrong, ROOM), Error, `Cannot use the bus "${wrong}"`);
  });
}

for (
  const text of [
    "nats://me:s3cret@h",
    "nats://s3cret@h",
    "nats://me:s3cr@t@h",
    "nats://me:s3cr/t@h/a.b",
    "nats://me:s3cret",
    "nats://h,nats://me:s3cret@b",
    "http://me:s3cret@h",
    "me:s3cret@h",
    "s3cret@h",
  ]
) {
  Deno.test(`withoutLogin() shows no login of ${text}`, () => {
    assertEquals(/s3cr|t@h/.test(withoutLogin(text)), false, withoutLogin(text));
  });
}

Deno.test("parseBusAddress() reads the bucket of keys and values, and speaks of one", () => {
  assertEquals(parseBusAddress("nats://h/prices", BUCKET).name, "prices");
  assertEquals(parseBusAddress("nats://h", BUCKET).name, "netlab");
  assertThrows(() => parseBusAddress("http://h", BUCKET), Error, "expected nats://HOST:PORT[/BUCKET]");
  assertThrows(() => parseBusAddress("nats://h/a.b", BUCKET), Error, "a bucket's name");
  assertThrows(() => parseBusAddress("nats://a/x,nats://b/y", BUCKET), Error, "have the same bucket");
});
