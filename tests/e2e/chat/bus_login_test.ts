import { assert, assertEquals } from "@std/assert";
import { delay } from "@std/async";
import { join } from "@std/path";
import { nkeys } from "@nats-io/transport-node";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { NatsServer, type NatsSettings } from "../../_kit/peers/nats_server.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";

/** A bus that is right, one that is not, and what is said of that. */
interface Kind {
  right: NatsSettings;
  wrong: NatsSettings;
  /** Behind `--bus`, with the secret in it or not. */
  args?: (port: number, folder: string) => string[];
  env?: Record<string, string>;
  says: RegExp;
  /** Only a restart makes this change. */
  restarts?: boolean;
}

/** A percent sign, a colon and a slash in it: whatever prints a part of the address shows some of this. */
const SECRET = "s3cr3t:/%@x";
const ENCODED = encodeURIComponent(SECRET);
const seed = nkeys.createUser();
const SEED = new TextDecoder().decode(seed.getSeed());

const users = (permissions: string) =>
  `authorization { users: [{ user: me, password: "${SECRET}", permissions: {${permissions}} }] }`;
const password = (given: string) => ({ config: `authorization { user: me, password: "${given}" }` });
const certificate = (name: string) => ({
  config: `tls { cert_file: "${name}.pem", key_file: "${name}.key" }`,
});
const named = (port: number) => [`nats://me:${ENCODED}@127.0.0.1:${port}`];
const may = { config: users("") };

const KINDS: Record<string, Kind> = {
  "another password": {
    right: password(SECRET),
    wrong: password("other"),
    args: named,
    says: /it refuses the login/,
  },
  "another password than the environment's": {
    right: password(SECRET),
    wrong: password("other"),
    args: (port) => [`nats://me@127.0.0.1:${port}`],
    env: { NETLAB_BUS_PASSWORD: SECRET },
    says: /it refuses the login/,
  },
  "another token": {
    right: { config: `authorization { token: "${SECRET}" }` },
    wrong: { config: `authorization { token: "other" }` },
    args: (port) => [`nats://${ENCODED}@127.0.0.1:${port}`],
    says: /it refuses the login/,
  },
  "another nkey": {
    right: { config: `authorization { users: [{ nkey: ${seed.getPublicKey()} }] }` },
    wrong: { config: `authorization { users: [{ nkey: ${nkeys.createUser().getPublicKey()} }] }` },
    args: (port, folder) => [`nats://127.0.0.1:${port}`, "--bus-creds", join(folder, "me.nk")],
    says: /it refuses the login/,
  },
  "no right to the log": {
    right: may,
    wrong: { config: users(`publish: { deny: "netlab.chat.lobby.log" }`) },
    args: named,
    says: /the login may not publish to netlab\.chat\.lobby\.log/,
  },
  "no right to the API": {
    right: may,
    wrong: { config: users(`publish: { deny: "$JS.>" }`) },
    args: named,
    says: /the login may not publish to \$JS\./,
  },
  "no right to private lines": {
    right: may,
    wrong: { config: users(`subscribe: { deny: "netlab.chat.lobby.tell" }`) },
    args: named,
    says: /the login may not subscribe to netlab\.chat\.lobby\.tell/,
  },
  "JetStream off": {
    right: may,
    wrong: { ...may, jetStream: false },
    args: named,
    says: /JetStream is off there/,
    restarts: true,
  },
  "a certificate of somebody else": {
    right: certificate("bus"),
    wrong: certificate("other"),
    args: (port, folder) => [`tls://localhost:${port}`, "--bus-ca", join(folder, "ca.pem")],
    says: /its certificate is not trusted|its certificate is for another name/,
    restarts: true,
  },
};

for (const [name, kind] of Object.entries(KINDS)) {
  peerTest(`chat serve --bus waits at start for a bus with ${name}`, ["nats-server", "openssl"], async () => {
    await using at = await place(kind);
    await at.bus.stop();
    await at.bus.restart(at.wrong);
    await using server = at.spawn();
    await server.line((line) => kind.says.test(line));
    await at.bus.stop();
    await at.bus.restart(at.right);
    await server.line((line) => line.includes("listening on "));
    assertEquals(server.lines.filter((line) => kind.says.test(line)).length, 1, "said once");
    assertEquals(await server.stop("SIGTERM"), 0);
    assertQuiet(server);
  });

  peerTest(
    `chat serve --bus outlives a bus that comes to have ${name}`,
    ["nats-server", "nc", "openssl"],
    async () => {
      await using at = await place(kind);
      await using first = await at.start();
      await using second = await at.start();
      await using ginette = await ChatPeer.nc(first.port, "Ginette");
      await using roger = await ChatPeer.nc(second.port, "Roger");
      await ginette.until("* Roger joined");
      await at.change(at.wrong);
      const said = await Promise.all([ginette, roger].map(sayUntilAway));
      await first.line((line) => line.includes("is away") && kind.says.test(line));
      await using marcel = new ChatPeer("nc", ["127.0.0.1", String(first.port)]);
      marcel.say("Marcel");
      await marcel.until("* The room is cut off from its bus");
      await at.change(at.right);
      await marcel.until("* Here with you: Ginette, Roger");
      await roger.until("* Marcel joined");
      for (
        const [reader, name, words] of [[roger, "Ginette", said[0]!], [ginette, "Roger", said[1]!]] as const
      ) {
        await reader.until(`[${name}] ${words.at(-1)}`);
        const read = reader.lines.filter((line) => line.startsWith(`[${name}]`));
        assertEquals(read, words.map((word) => `[${name}] ${word}`), "once and in order");
      }
      for (const { lines } of [ginette, roger, marcel]) {
        assert(!lines.some((line) => line.endsWith(" left")), lines.join("\n"));
      }
      for (const server of [first, second]) {
        const reasons = server.lines.filter((line) => kind.says.test(line));
        assertEquals(reasons.length, new Set(reasons).size, "said once");
        assertEquals(await server.stop("SIGTERM"), 0);
        assertQuiet(server);
      }
    },
  );
}

Deno.test("chat serve --bus ends when it is asked to, before it has found its bus", async () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    await using server = Server.spawn(["chat", "serve", "0", "--bus", `nats://me:${ENCODED}@127.0.0.1:1`]);
    await server.line((line) => line.includes("it refuses the connection; trying again"));
    assertEquals(await server.stop(signal), 0);
    assertQuiet(server);
  }
});

for (
  const [what, bus] of Object.entries({
    "a room that cannot be": [`nats://me:${ENCODED}@h/a.b`],
    "no host": [`nats://me:${ENCODED}@`],
    "a password with a slash": [`nats://me:${SECRET}@h`],
    "another scheme": [`http://me:${ENCODED}@h`],
    "no scheme": [`me:${ENCODED}@h`],
    "two rooms": [`nats://me:${ENCODED}@h/a,nats://me:${ENCODED}@h/b`],
    "a credentials file that is none": ["nats://h", "--bus-creds", "SECRET"],
    "no credentials file": ["nats://h", "--bus-creds", "nowhere"],
    "no certificate": ["nats://h", "--bus-ca", "nowhere"],
    "a history besides": [`nats://me:${ENCODED}@h`, "--history", "talk.db"],
  })
) {
  Deno.test(`chat serve --bus with ${what} says so without the secret`, async () => {
    const cwd = await Deno.makeTempDir();
    await Deno.writeTextFile(join(cwd, "SECRET"), `${SECRET}\n${SEED}\n`);
    const { code, stdout, stderr } = await run(["chat", "serve", "0", "--bus", ...bus], {
      cwd,
      env: { NETLAB_DEBUG: "1", NETLAB_BUS_PASSWORD: SECRET, NETLAB_BUS_TOKEN: SECRET },
      timeout: 30_000,
    });
    assert(code === 1 || code === 2, stderr);
    assertSecret(stdout + stderr);
    await Deno.remove(cwd, { recursive: true });
  });
}

/** Some logins are found out only when they are used. @returns what was said */
async function sayUntilAway(peer: ChatPeer): Promise<string[]> {
  const said: string[] = [];
  do {
    said.push(`line ${said.length}.`);
    peer.say(said.at(-1)!);
    await delay(100);
  } while (!peer.lines.some((line) => line.startsWith("* The bus is away")) && said.length < 300);
  return said;
}

/** A bus, the files that its servers need, and how they are started. */
async function place(kind: Kind) {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(join(folder, "me.nk"), `${SEED}\n`);
  if (kind.right.config!.includes("cert_file")) await certificates(folder);
  const inside = ({ config, ...rest }: NatsSettings) => ({
    ...rest,
    config: config!.replace(/"(\w+\.(pem|key))"/g, (_, file) => JSON.stringify(join(folder, file))),
  });
  const [right, wrong] = [inside(kind.right), inside(kind.wrong)];
  const bus = await NatsServer.start(undefined, right);
  const args = ["chat", "serve", "0", "--host", "127.0.0.1", "--trace", "--stats", "1", "--bus"];
  const options = { env: { NETLAB_DEBUG: "1", ...kind.env } };
  const all = [...args, ...kind.args!(bus.port, folder)];
  return {
    bus,
    right,
    wrong,
    spawn: () => Server.spawn(all, options),
    start: () => Server.start(all, options),
    async change(settings: NatsSettings) {
      if (!kind.restarts) return await bus.reload(settings);
      await bus.stop();
      await bus.restart(settings);
    },
    async [Symbol.asyncDispose]() {
      await bus[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** `ca.pem`, a certificate that it has signed, and one that signs itself. */
async function certificates(folder: string): Promise<void> {
  const openssl = (...args: string[]) => runCommand("openssl", args, { cwd: folder });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const local = ["-addext", "subjectAltName=DNS:localhost"];
  await openssl("req", "-x509", ...key, "-subj", "/CN=ca", "-keyout", "ca.key", "-out", "ca.pem");
  await openssl(
    "req",
    "-x509",
    ...key,
    "-subj",
    "/CN=o",
    ...local,
    "-keyout",
    "other.key",
    "-out",
    "other.pem",
  );
  await openssl("req", ...key, "-subj", "/CN=bus", ...local, "-keyout", "bus.key", "-out", "bus.csr");
  const sign = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-copy_extensions", "copy"];
  const { code, stderr } = await openssl("x509", "-req", "-in", "bus.csr", ...sign, "-out", "bus.pem");
  assertEquals(code, 0, stderr);
}

/** Neither a secret nor a stack. */
function assertQuiet(server: Server): void {
  const said = server.lines.join("\n");
  assertSecret(said);
  assert(!/Uncaught|^\s+at /m.test(said), said);
}

function assertSecret(said: string): void {
  for (const secret of [SECRET, ENCODED, SECRET.slice(0, 6), SEED]) assert(!said.includes(secret), said);
}
