import { choice, type Option } from "../../mod/cli/option.ts";
import type { Family } from "../../mod/net/address/resolve_host.ts";

/** `--ipv`, or `-4` and `-6`, for every command that resolves a name. */
export function ipvOption(): Option<"4" | "6" | undefined> {
  return choice({ choices: ["4", "6"], letters: { "4": "4", "6": "6" }, help: "only IPv4, or only IPv6" });
}

/** The family that was asked for, if one was. */
export function familyOf(ipv: "4" | "6" | undefined): Family | undefined {
  return ipv === undefined ? undefined : ipv === "4" ? 4 : 6;
}
