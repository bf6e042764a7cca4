import { latin1Bytes } from "../latin1.ts";

/*
Keys are any bytes; a bucket's keys are parts of subjects of NATS: letters, digits, `-`, `_`, `/`, `=`, and `.` where it
stands between two others. A key that is made of these, without `=`, is its own name in the bucket. Of any other, each
byte that does not fit is `=` and its two hexadecimal digits, as in quoted-printable mail: `user:7` is `user=3A7`. The
empty key is `=`.
*/

/** The name in a bucket of a key, which is one character a byte. */
export function bucketName(key: string): string {
  if (PLAIN.test(key)) return key;
  if (key === "") return "=";
  return key.replace(/[^-/\w.]|^\.|\.(?=\.|$)/g, escaped);
}

/** The key of a name in a bucket; `undefined` when no key has this name. */
export function keyOfBucketName(name: string): string | undefined {
  if (PLAIN.test(name)) return name;
  if (name === "=") return "";
  const key = name.replace(/=([0-9A-F]{2})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
  return bucketName(key) === name ? key : undefined;
}

/** The bytes of a name that a subject may have, beside what else is in a line of the protocol of NATS (4096 bytes). */
export const LONGEST_NAME = 3000;

const PLAIN = /^[-/\w]+(?:\.[-/\w]+)*$/;

function escaped(character: string): string {
  const [byte] = latin1Bytes(character);
  return `=${byte!.toString(16).toUpperCase().padStart(2, "0")}`;
}
