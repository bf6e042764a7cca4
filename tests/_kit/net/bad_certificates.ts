import { runCommand } from "../program/run.ts";
import type { TempFolder } from "../temp_folder.ts";

/** A certificate and a key that cannot be used, by what is wrong with them. */
export interface BadCertificate {
  readonly wrong: string;
  /** Paths, for `--cert` and `--key`. */
  readonly cert: string;
  readonly key: string;
  /** What is said about it. */
  readonly says: string;
}

/** The same for one that is used with a warning. */
export type DoubtfulCertificate = BadCertificate;

/** Has openssl make what goes wrong in practice. */
export async function badCertificates(folder: TempFolder): Promise<BadCertificate[]> {
  const at = (name: string) => `${folder.path}/${name}`;
  await elliptic(folder, "good");
  await elliptic(folder, "other");
  await openssl(
    "pkey",
    "-in",
    at("good.key"),
    "-aes128",
    "-passout",
    "pass:secret",
    "-out",
    at("locked.key"),
  );
  await openssl("ec", "-in", at("good.key"), "-aes128", "-passout", "pass:secret", "-out", at("locked1.key"));
  await openssl("x509", "-in", at("good.crt"), "-outform", "DER", "-out", at("der.crt"));
  await openssl("pkey", "-in", at("good.key"), "-outform", "DER", "-out", at("der.key"));
  await openssl("req", "-new", "-key", at("good.key"), "-subj", "/CN=localhost", "-out", at("request.csr"));
  await openssl("genpkey", "-algorithm", "ed448", "-out", at("strange.key"));
  await openssl(
    ..."req -x509 -days 2 -subj /CN=x -key".split(" "),
    at("strange.key"),
    "-out",
    at("strange.crt"),
  );
  const text = (name: string) => Deno.readTextFileSync(at(name));
  folder.write("empty", "");
  folder.write("page.html", "<!doctype html>\n<p>Not a certificate</p>\n");
  folder.write("order.crt", text("other.crt") + text("good.crt"));
  folder.write("cut.crt", text("good.crt").replace(/\n[^\n]+(\n[^\n]+){3}/, ""));
  folder.write("cut.key", text("good.key").replace(/MI.{12}/, ""));
  folder.write("large", new Uint8Array(5_000_000).fill(45));
  const row = (wrong: string, cert: string, key: string, says: string) => (
    { wrong, cert: at(cert), key: at(key), says }
  );
  return [
    row("an encrypted key", "good.crt", "locked.key", 'locked.key": the key in it is encrypted'),
    row("a key encrypted as of old", "good.crt", "locked1.key", 'locked1.key": the key in it is encrypted'),
    row("another's key", "good.crt", "other.key", "it is not the certificate of the key in"),
    row("a chain in the wrong order", "order.crt", "good.key", "has to be the first in it, and is number 2"),
    row("a certificate in DER", "der.crt", "good.key", 'der.crt": it is in DER'),
    row("a key in DER", "good.crt", "der.key", 'der.key": it is in DER'),
    row("an empty certificate", "empty", "good.key", 'empty": it is empty'),
    row("an empty key", "good.crt", "empty", 'empty": it is empty'),
    row("a page instead of a certificate", "page.html", "good.key", 'page.html": it is not PEM'),
    row("a key instead of a certificate", "good.key", "good.key", "there is no certificate in it"),
    row("a request instead of a certificate", "request.csr", "good.key", "a request for a certificate"),
    row("a certificate instead of a key", "good.crt", "other.crt", "there is no private key in it"),
    row("half a certificate", "cut.crt", "good.key", "certificate 1 in it is damaged"),
    row("half a key", "good.crt", "cut.key", "the private key in it is damaged"),
    row(
      "a key of a kind that is not supported",
      "strange.crt",
      "strange.key",
      "kind of key is not supported",
    ),
    row("a missing certificate", "nowhere.crt", "good.key", 'nowhere.crt": there is no such file'),
    row("a missing key", "good.crt", "nowhere.key", 'nowhere.key": there is no such file'),
    row("a folder", ".", "good.key", "it is a folder"),
    row("a file without an end", "large", "good.key", "it is too large"),
  ];
}

/** Certificates that are used, with a warning. */
export async function doubtfulCertificates(folder: TempFolder): Promise<DoubtfulCertificate[]> {
  const at = (name: string) => `${folder.path}/${name}`;
  await elliptic(folder, "old", "-10d");
  await elliptic(folder, "early", "+10d");
  await elliptic(folder, "fine");
  folder.write("loose.crt", Deno.readTextFileSync(at("fine.crt")) + Deno.readTextFileSync(at("old.crt")));
  const row = (wrong: string, name: string, says: string, key = name) => (
    { wrong, cert: at(`${name}.crt`), key: at(`${key}.key`), says }
  );
  return [
    row("that has expired", "old", 'old.crt" has expired ('),
    row("that is not valid yet", "early", 'early.crt" is not valid yet ('),
    row("with a stranger in its chain", "loose", "is not that of the issuer of the one before", "fine"),
  ];
}

/** `NAME.crt` and `NAME.key` for localhost, made at a moment some time from now. */
async function elliptic(folder: TempFolder, name: string, shift?: string): Promise<void> {
  const args = [
    ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2".split(" "),
    ..."-addext subjectAltName=DNS:localhost -addext basicConstraints=CA:FALSE".split(" "),
    ...[
      "-subj",
      `/CN=${name}`,
      "-keyout",
      `${folder.path}/${name}.key`,
      "-out",
      `${folder.path}/${name}.crt`,
    ],
  ];
  if (shift === undefined) await openssl(...args);
  else await ran("faketime", "-f", shift, "openssl", ...args);
}

const openssl = (...args: string[]) => ran("openssl", ...args);

async function ran(command: string, ...args: string[]): Promise<void> {
  const { code, stderr } = await runCommand(command, args);
  if (code !== 0) throw new Error(stderr);
}
