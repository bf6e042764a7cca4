import { type Message, msg } from "../../i18n/message.ts";
import type { OwnManual } from "../../cli/command.ts";
import type { AddressType } from "../addresses/address_type.ts";
import { allTypes } from "../addresses/registry.ts";
import { EXTENSION_OPTIONS } from "../grammar/extension_options.ts";
import { SHORT_OPTIONS } from "./help.ts";
import { describeAddress, inCapitals } from "./describe_address.ts";

/** The manual page of the relay, made from the tables that its own help and its parser read. */
export const relayManual: OwnManual = {
  synopsis: ["[options] ADDRESS ADDRESS", "-z [-v] [-n] [-w SECONDS] [-4|-6] HOST PORT..."],
  description:
    "Opens both addresses and carries what is read from each to the other. When one direction has ended, the " +
    "other has the time of -t to end as well. An address is TYPE:PARAMETERS,OPTION=VALUE,…; READ!!WRITE reads from one " +
    "address and writes to another. A bare number is a descriptor, anything with a slash a file. -hh and -hhh list the " +
    "options of addresses.",
  tables: [
    {
      heading: "OPTIONS",
      rows: [
        ...SHORT_OPTIONS.map(([name, text]) => ({ head: inCapitals(name.replaceAll("|", ", ")), text })),
        ...Object.entries(EXTENSION_OPTIONS).map(([name, { value, help }]) => ({
          head: `--${name}${value === undefined ? "" : `=${value}`}`,
          text: help,
        })),
      ],
    },
    { heading: "ADDRESSES", rows: allTypes().map(addressRow) },
  ],
  examples: [
    {
      command: "netlab relay TCP-LISTEN:8080,fork TCP:localhost:80",
      does: "pass on every connection to port 8080",
    },
    { command: "netlab relay - UNIX-CONNECT:/run/app.sock", does: "talk to a socket of this computer" },
    { command: "netlab relay -v TCP-LISTEN:8080,fork TCP:localhost:80", does: "show what passes, too" },
    { command: "netlab relay -zv localhost 8765-8770 http", does: "see which ports take connections" },
  ],
};

function addressRow(type: AddressType): { head: string; text: Message } {
  const { typed, meaning } = describeAddress(type);
  const aliases = type.aliases.join(", ").toUpperCase();
  return { head: typed, text: aliases === "" ? meaning : msg`${meaning} (also ${aliases})` };
}
