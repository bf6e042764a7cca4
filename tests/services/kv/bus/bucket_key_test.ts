import { assert, assertEquals } from "@std/assert";
import { bucketName, keyOfBucketName } from "../../../../mod/services/kv/bus/bucket_key.ts";
import { fc, property } from "../../../_kit/property.ts";

const NAMES: readonly [key: string, name: string][] = [
  ["greeting", "greeting"],
  ["users/7.name_of-it", "users/7.name_of-it"],
  ["user:7", "user=3A7"],
  ["a=b", "a=3Db"],
  ["", "="],
  [".a..b.", "=2Ea=2E.b=2E"],
  [".", "=2E"],
  ["\xc3\xa9", "=C3=A9"],
  ["a b\r\n\0", "a=20b=0D=0A=00"],
  ["*.>", "=2A.=3E"],
];

Deno.test("bucketName() leaves plain keys as they are, and writes the others as mail does", () => {
  for (const [key, name] of NAMES) assertEquals([bucketName(key), keyOfBucketName(name)], [name, key]);
});

Deno.test("keyOfBucketName() knows no key of a name that no key has", () => {
  for (const name of ["a=b", "a=3a", "=61", "==", "a=2Eb", "a=2", "=3Ab=zz"]) {
    assertEquals(keyOfBucketName(name), undefined, name);
  }
});

const anyKey = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)) });
const dotted = fc.string({ unit: fc.constantFrom(".", "a", "=", "3", "D", ":", "\xff") });

property(
  "bucketName() gives each key a name that a bucket takes, and no two the same",
  fc.oneof(anyKey, dotted),
  (key) => {
    const name = bucketName(key);
    assert(/^[-/=\w]+(\.[-/=\w]+)*$/.test(name), name);
    assertEquals(keyOfBucketName(name), key);
  },
);
