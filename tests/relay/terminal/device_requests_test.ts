import { assertEquals, assertThrows } from "@std/assert";
import { resolveAddress } from "../../../mod/relay/addresses/registry.ts";
import { parseAddress, type SingleAddress } from "../../../mod/relay/grammar/address.ts";
import { Options } from "../../../mod/relay/options/options.ts";
import { RelayError } from "../../../mod/relay/relay_endpoint.ts";
import { deviceRequests } from "../../../mod/relay/terminal/device_requests.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

const WHY = "there are no such terminals";

function requestsOf(options: string): ReturnType<typeof deviceRequests> {
  const address = parseAddress(`PTY,${options}`) as SingleAddress;
  return deviceRequests(Options.read(address, resolveAddress(address).type));
}

testOn(POSIX, WHY, "requests to a device are read in their order, with what goes with them", () => {
  const bytes = (...all: number[]) => new Uint8Array(all);
  assertEquals(
    requestsOf(
      "ioctl-bin=0x5414:x1e005000,ioctl=21516,raw,ioctl-int=1:-2,ioctl-intp=2:0x102,ioctl-string=3:a",
    ),
    [
      { name: "ioctl-bin", number: 0x5414, argument: bytes(0x1e, 0, 0x50, 0) },
      { name: "ioctl-void", number: 21516, argument: undefined },
      { name: "ioctl-int", number: 1, argument: -2 },
      { name: "ioctl-intp", number: 2, argument: bytes(2, 1, 0, 0) },
      { name: "ioctl-string", number: 3, argument: bytes(97, 0) },
    ],
  );
});

testOn(POSIX, WHY, "a request to a device that cannot be read is refused, with how it is written", () => {
  for (
    const option of [
      "ioctl-void=x",
      "ioctl-void=1:2",
      "ioctl-int=1",
      "ioctl-int=1:x",
      "ioctl-intp=:1",
      "ioctl-bin=1:x0",
      "ioctl-string=a:b",
    ]
  ) {
    assertThrows(() => requestsOf(option), RelayError, `option "${option}": it takes `);
  }
});
