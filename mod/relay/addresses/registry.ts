/**
 * Every address type there is. The modules are loaded when an address of their type is opened, so that a
 * plain TCP relay does not pay for TLS, WebSocket or child processes at start-up.
 */
import { closestString } from "@std/text/closest-string";
import type { SingleAddress } from "../grammar/address.ts";
import { GrammarError } from "../grammar/grammar_error.ts";
import { RelayError } from "../relay_endpoint.ts";
import { lacksAddress } from "../system_lacks.ts";
import { type System, systemTitle, thisSystem } from "../../system/system.ts";
import type { AddressType } from "./address_type.ts";
import { checkPorts } from "./tcp/check_ports.ts";
import { INET_TYPES } from "./inet_types.ts";
import { checkValues } from "../options/options.ts";
import { LOCAL_TYPES } from "./local_types.ts";
import { REFUSED_TYPES } from "./refused_types.ts";

/** An address with its type and the parameters as the type wants them. */
export interface KnownAddress {
  readonly type: AddressType;
  readonly parameters: readonly string[];
  readonly address: SingleAddress;
}

/** All rows, in the order of the help. */
export function allTypes(): AddressType[] {
  return [...LOCAL_TYPES, ...INET_TYPES];
}

/**
 * Finds the type of an address: by keyword or alias, a bare number as FD, anything with a slash as GOPEN.
 *
 * @throws {GrammarError} unknown type, wrong number of parameters
 * @throws {RelayError} a type the runtime cannot have, or the system has not
 */
export function resolveAddress(
  address: SingleAddress,
  system: System = thisSystem(),
): KnownAddress {
  const known = findType(address, system);
  const lack = lacksAddress(known.type.keyword, known.parameters, system);
  if (lack === undefined) return known;
  // A mistake in an address of any type is for the user to correct.
  checkValues(address);
  throw new RelayError(
    `address "${known.type.keyword.toUpperCase()}" is not supported on ${systemTitle(system)}: ${lack}`,
  );
}

function findType(address: SingleAddress, system: System): KnownAddress {
  const type = typeOf(address, system);
  const word = address.keyword.toLowerCase();
  if (type.keyword === word || type.aliases.includes(word)) {
    return checked(type, address, parametersOf(type, address));
  }
  const whole = [address.keyword, ...address.parameters];
  return checked(type, address, type.keyword === "fd" ? whole : [whole.join(":")]);
}

/**
 * The type of an address by how it begins: a keyword or alias, a bare number, a path.
 *
 * @throws {GrammarError} for an unknown one
 * @throws {RelayError} for one that the runtime cannot have
 */
export function typeOf(address: SingleAddress, system: System = thisSystem()): AddressType {
  const keyword = address.keyword.toLowerCase();
  const type = allTypes().find((each) => each.keyword === keyword || each.aliases.includes(keyword));
  if (type !== undefined) return type;
  if (/^\d+$/.test(keyword)) return byKeyword("fd");
  const refused = REFUSED_TYPES.find((each) => each.keywords.includes(keyword));
  if (refused !== undefined) {
    // A mistake in an address of any type is for the user to correct.
    checkValues(address);
    throw new RelayError(
      `address "${keyword.toUpperCase()}" is not supported by this runtime: ${refused.reason}`,
    );
  }
  if (/[/\\]/.test(address.keyword) || isDrive(address, system)) return byKeyword("gopen");
  return unknown(address);
}

/** `C:\path`, `C:/path`, `C:name`: a bare path of Windows, where no keyword has only one letter. */
function isDrive({ keyword, parameters }: SingleAddress, system: System): boolean {
  return system === "windows" && /^[a-z]$/i.test(keyword) && parameters.length > 0;
}

function byKeyword(keyword: string): AddressType {
  return allTypes().find((type) => type.keyword === keyword)!;
}

function parametersOf(type: AddressType, address: SingleAddress): readonly string[] {
  const given = type.rewrite?.(address.parameters) ?? address.parameters;
  const { most } = type.parameters;
  if (!type.joined || given.length <= most) return given;
  return [...given.slice(0, most - 1), given.slice(most - 1).join(":")];
}

function checked(type: AddressType, address: SingleAddress, parameters: readonly string[]): KnownAddress {
  const { least, most } = type.parameters;
  if (parameters.length >= least && parameters.length <= most) {
    checkPorts(type, address, parameters);
    return { type, parameters: filledUp(type, parameters), address };
  }
  const wanted = least === most ? String(least) : `${least} to ${most}`;
  const ipv6 = parameters.length > most && /:[0-9a-f]*:/i.test(address.text) && type.groups.includes("ip");
  throw new GrammarError(
    `${address.keyword}: wrong number of parameters (${parameters.length} instead of ${wanted})`,
    address.text,
    address.parametersAt[most] ?? address.at + address.keyword.length,
    {
      hint: ipv6 ? "an IPv6 address goes in brackets: [::1]" : `${type.keyword.toUpperCase()}${type.syntax}`,
    },
  );
}

/** With an empty text for each parameter that was left out in front of others. */
function filledUp(
  { syntax, parameters: { least } }: AddressType,
  given: readonly string[],
): readonly string[] {
  const optional = /\[([^\]]*)\].*</.exec(syntax);
  if (optional === null || given.length > least) return given;
  const before = syntax.slice(0, optional.index).split("<").length - 1;
  return [...given.slice(0, before), ...optional[1]!.match(/</g)!.map(() => ""), ...given.slice(before)];
}

function unknown(address: SingleAddress): never {
  const names = allTypes().flatMap((type) => [type.keyword, ...type.aliases]).filter((name) =>
    name.length > 1
  );
  const near = address.keyword === "" ? undefined : closestString(address.keyword.toLowerCase(), names);
  const hint = address.keyword === ""
    ? "an address is missing here"
    : near === undefined
    ? "unknown address type"
    : `unknown address type; did you mean ${near.toUpperCase()}?`;
  throw new GrammarError(`unknown device/address "${address.keyword}"`, address.text, address.at, { hint });
}
