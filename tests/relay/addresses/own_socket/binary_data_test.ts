import { assertEquals } from "@std/assert";
import { readBinaryData } from "../../../../mod/relay/addresses/own_socket/binary_data.ts";

Deno.test("readBinaryData() reads what the manual of socat calls data", () => {
  // text, bytes
  const cases: [string, number[] | undefined][] = [
    ["x7f000001", [127, 0, 0, 1]],
    ["X0aFF", [10, 255]],
    ["i1", [1, 0, 0, 0]],
    ["11", [11, 0, 0, 0]],
    ["i-1", [255, 255, 255, 255]],
    ["I4294967295", [255, 255, 255, 255]],
    ["s258 1", [2, 1, 1, 0]],
    ["b-1B255", [255, 255]],
    ["l1", [1, 0, 0, 0, 0, 0, 0, 0]],
    ['"a\\n\\"b"', [97, 10, 34, 98]],
    ["'a'x00", [97, 0]],
    ["", []],
    ["x123", undefined],
    ["i", undefined],
    ["b256", undefined],
    ["i4294967296", undefined],
    ['"open', undefined],
    ["lo", undefined],
  ];
  for (const [text, bytes] of cases) {
    const read = readBinaryData(text);
    assertEquals(read && [...read], bytes, text);
  }
});
