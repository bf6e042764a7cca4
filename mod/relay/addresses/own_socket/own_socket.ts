/**
 * What an address asks of its socket that the runtime has no call for: the options of setsockopt(2) by name and by
 * number, and another network. Such a socket is made by the system's own calls.
 */
import type { OwnSocketOptions } from "../../../net/descriptor/own_sockets.ts";
import { type Network, openNetwork } from "../../../net/descriptor/network_namespace.ts";
import type { SocketSetting } from "../../../net/descriptor/socket_settings.ts";
import { errorText } from "../../../net/errors/system_error.ts";
import type { Options } from "../../options/options.ts";
import type { OptionValue } from "../../options/read_value.ts";
import { RelayError } from "../../relay_endpoint.ts";
import { readBinaryData } from "./binary_data.ts";
import { SYSTEM_OPTIONS } from "./socket_option_table.ts";

/** setsockopt(2) by number: when it is made, and how its value is written. */
const BY_NUMBER: Readonly<Record<string, readonly [SocketSetting["phase"], "data" | "int" | "text"]>> = {
  "setsockopt": ["connected", "data"],
  "setsockopt-int": ["connected", "int"],
  "setsockopt-string": ["connected", "text"],
  "setsockopt-connected": ["connected", "data"],
  "setsockopt-socket": ["socket", "data"],
  "setsockopt-listen": ["bind", "data"],
};

/**
 * What the options ask for, in their order; undefined when they ask for nothing of the kind.
 *
 * @throws {RelayError} for a value that cannot be read, or a network that cannot be entered
 */
export function ownSocketOptions(
  options: Options,
): Pick<OwnSocketOptions, "settings" | "network"> | undefined {
  for (const name of [...Object.keys(SYSTEM_OPTIONS), ...Object.keys(BY_NUMBER)]) options.has(name);
  const settings = options.all.map(([name, value]) => settingOf(name, value)).filter((each) =>
    each !== undefined
  );
  const network = namespaceOf(options);
  return settings.length === 0 && network === undefined ? undefined : { settings, network };
}

function settingOf(name: string, value: OptionValue): SocketSetting | undefined {
  const known = Object.hasOwn(SYSTEM_OPTIONS, name) ? SYSTEM_OPTIONS[name] : undefined;
  if (known !== undefined) return { ...known, phase: "socket", name, value: valueBytes(known.form, value) };
  const byNumber = Object.hasOwn(BY_NUMBER, name) ? BY_NUMBER[name] : undefined;
  if (byNumber === undefined) return undefined;
  const [phase, kind] = byNumber;
  const [, level, option, rest] = /^([^:]+):([^:]+):(.*)$/s.exec(String(value)) ?? [];
  const bytes = rest === undefined ? undefined : kind === "data" ? readBinaryData(rest) : valueOf(kind, rest);
  const [levelNumber, optionNumber] = [level, option].map((each) => whole(each ?? ""));
  if (levelNumber === undefined || optionNumber === undefined || bytes === undefined) {
    throw new RelayError(`option "${name}=${value}": it takes level:option:value, with two numbers`);
  }
  return { phase, name, level: levelNumber, option: optionNumber, value: bytes };
}

function valueOf(kind: "int" | "text", text: string): Uint8Array | undefined {
  if (kind === "text") return new TextEncoder().encode(`${text}\0`);
  const number = whole(text);
  return number === undefined ? undefined : valueBytes("int", number);
}

function valueBytes(form: "int" | "linger" | "name", value: OptionValue): Uint8Array {
  if (form === "name") return new TextEncoder().encode(`${value}\0`);
  const number = Number(value);
  return new Uint8Array(new Int32Array(form === "linger" ? [1, number] : [number]).buffer);
}

function whole(text: string): number | undefined {
  return /^-?(0x[0-9a-f]+|\d+)$/i.test(text)
    ? text.startsWith("-") ? -Number(text.slice(1)) : Number(text)
    : undefined;
}

const networks = new Map<string, Network>();

/**
 * The network of `netns=`, found and tried once.
 *
 * @throws {RelayError}
 */
export function namespaceOf(options: Options): Network | undefined {
  const name = options.text("netns");
  if (name === undefined) return undefined;
  if (name === "" || name.includes("/")) {
    throw new RelayError(`option "netns=${name}": it takes a name that "ip netns" lists`);
  }
  const known = networks.get(name);
  if (known !== undefined) return known;
  try {
    const network = openNetwork(name);
    networks.set(name, network);
    return network;
  } catch (error) {
    throw new RelayError(`setns("/run/netns/${name}", CLONE_NEWNET): ${errorText(error)}`);
  }
}
