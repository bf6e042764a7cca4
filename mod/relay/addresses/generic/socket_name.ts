import { readInetAddress } from "../../../net/sockaddr.ts";
import { SOCKET } from "../../../net/socket_constants.ts";
import { inetName, unixName } from "../../socket_name.ts";

/** A `sockaddr` as messages have it: by its numbers where it is of no family that has another form. */
export function socketName(name: Uint8Array): string {
  const inet = readInetAddress(name);
  if (inet !== undefined) return inetName(inet);
  const family = familyOf(name);
  if (family !== SOCKET.AF_UNIX) return `AF=${family} 0x${name.subarray(2).toHex()}`;
  const path = new TextDecoder().decode(name.subarray(2));
  return unixName(path.startsWith("\0") ? path : path.replace(/\0.*$/s, ""));
}

function familyOf(name: Uint8Array): number {
  return new Uint16Array(name.slice(0, 2).buffer)[0] ?? 0;
}
