import type { AddressType } from "../addresses/address_type.ts";
import type { SingleAddress } from "../grammar/address.ts";
import { GrammarError } from "../grammar/grammar_error.ts";
import { findOption } from "../options/option_table.ts";
import type { Options } from "../options/options.ts";
import { privilegeOptionsOf } from "./privilege_options.ts";

/** What else there is in the relay that an address belongs to. */
export interface Situation {
  readonly side: "left" | "right";
  /** The left address gives one connection after the other. */
  readonly leftForks: boolean;
  /** The left address is a proxy of ours, and the right one what its clients ask for. */
  readonly proxied: boolean;
  /** The right side is opened again when it has been lost. */
  readonly reconnects: boolean;
  /** One of the addresses changes whose rights a process has. */
  readonly rightsChange: boolean;
}

/** Why an option that changes the rights of the process cannot be had, and what to do instead. */
interface Refusal {
  readonly because: string;
  readonly hint: string;
}

/**
 * socat has a process for each connection, which can become somebody else by itself. Here all connections
 * share one, and so an address may change it only if it is opened once.
 *
 * @throws {GrammarError} before anything is open
 */
export function refuseSharedProcess(
  address: SingleAddress,
  type: AddressType,
  options: Options,
  situation: Situation,
): void {
  const { early, late } = privilegeOptionsOf(options);
  const changing = type.groups.includes("exec") ? early : [...early, ...late];
  if (changing.length === 0) return;
  const refusal = refusalOf(type, options, situation);
  if (refusal === undefined) return;
  const word = address.options.find(({ name }) => changing.includes(findOption(name)!.name))!;
  throw new GrammarError(
    `option "${word.name}" is not supported here: ${refusal.because}`,
    address.text,
    word.at,
    { hint: refusal.hint },
  );
}

function refusalOf(type: AddressType, options: Options, situation: Situation): Refusal | undefined {
  if (situation.side === "right" && situation.leftForks) {
    return {
      because: "all connections share one process, and the first would change it for the others",
      hint: "give it to the first address, or run relay itself as that user",
    };
  }
  if (situation.side === "right" && situation.reconnects) {
    return {
      because: "with --reconnect the address would be opened again with the rights that are left",
      hint: "run relay itself as that user",
    };
  }
  if (options.flag("fork") && !type.waits) {
    return {
      because: "with fork the address would be opened again with the rights that are left",
      hint: "run relay itself as that user",
    };
  }
  return undefined;
}
