import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { badCertificates, doubtfulCertificates } from "../../_kit/net/bad_certificates.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run } from "../../_kit/program/run.ts";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** Everything that takes a certificate with its key. */
const COMMANDS: Readonly<Record<string, (cert: string, key: string) => string[]>> = {
  "relay OPENSSL-LISTEN": (
    cert,
    key,
  ) => ["relay", "-d", "-d", `OPENSSL-LISTEN:0,cert=${cert},key=${key},verify=0`, "PIPE"],
  "relay OPENSSL behind a listener": (
    cert,
    key,
  ) => ["relay", "-d", "-d", "TCP-LISTEN:0,fork", `OPENSSL:localhost:1,cert=${cert},key=${key}`],
  "relay WSS": (
    cert,
    key,
  ) => ["relay", "-d", "-d", "TCP-LISTEN:0", `WSS:localhost:1,cert=${cert},key=${key}`],
  "files serve": (cert, key) => ["files", "serve", "0", "--http-port=0", "--cert", cert, "--key", key],
};

/** A bad file of each kind is tried with the reader of certificates; here it is that all commands use it. */
const TRIED = /encrypted key|another's|DER|an empty cert|missing key/;

for (const [name, command] of Object.entries(COMMANDS)) {
  peerTest(`${name} refuses a certificate that will not do before it listens`, ["openssl"], async () => {
    using folder = new TempFolder();
    const tried = (await badCertificates(folder)).filter(({ wrong }) => TRIED.test(wrong));
    assert(tried.length >= 5);
    for (const { wrong, cert, key, says } of tried) {
      const { code, stdout, stderr } = await run(command(cert, key));
      assertEquals([code, stdout], [1, ""], `${wrong}: ${stderr}`);
      assertStringIncludes(stderr, says, wrong);
      const lines = stderr.trim().split("\n").filter((line) => !line.endsWith(" N exit(1)"));
      assertEquals(lines.length, 1, stderr);
      assert(!/listening on/.test(stderr), stderr);
    }
  });
}

for (const name of ["relay OPENSSL-LISTEN", "files serve"]) {
  peerTest(`${name} serves with a doubtful certificate, and says so`, ["openssl", "faketime"], async () => {
    using folder = new TempFolder();
    for (const { cert, key, says } of await doubtfulCertificates(folder)) {
      await using server = await Server.start(COMMANDS[name]!(cert, key));
      await server.line((line) => line.includes(says));
      await server.line((line) => line.includes("listening on"));
    }
  });
}

for (
  const [name, args] of Object.entries({
    "relay cafile=": (path: string) => ["relay", "TCP-LISTEN:0", `OPENSSL:localhost:1,cafile=${path}`],
    "files get --cacert": (
      path: string,
    ) => ["files", "get", "https://localhost:1/x", "-o", "-", "--cacert", path],
    "chat serve --bus-ca": (
      path: string,
    ) => ["chat", "serve", "0", "--bus", "tls://localhost:1", "--bus-ca", path],
  })
) {
  peerTest(`${name} refuses a file that trusts nobody`, ["openssl"], async () => {
    using folder = new TempFolder();
    const key = (await badCertificates(folder))[0]!.key;
    const { code, stdout, stderr } = await run(args(key));
    assertEquals([code, stdout], [1, ""], stderr);
    assertStringIncludes(stderr, "there is no certificate in it");
    assert(!/listening on/.test(stderr), stderr);
  });
}
