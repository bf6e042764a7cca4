import { systemFailure } from "../../mod/net/errors/system_error.ts";
import { msg } from "../../mod/i18n/message.ts";
import { MessageError } from "../../mod/i18n/message_error.ts";
import { readTrusted } from "../../mod/net/tls/read_certificate.ts";
import { type OptionValues, text } from "../../mod/cli/option.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import type { BusLogin } from "../../mod/bus/bus_login.ts";

/** How a server logs in at its bus: secrets come from files and the environment. */
export const busOptions = {
  "bus-creds": text({
    value: "FILE",
    help: "credentials file of the bus, or a file with the seed of an nkey",
  }),
  "bus-ca": text({ value: "FILE", help: "certificate to trust as the bus's, besides the usual ones (PEM)" }),
};

/**
 * The login that was given; files are read at once, before permissions are given up.
 *
 * @throws an error with a sentence when a file cannot be read or has the wrong contents
 */
export async function busLogin(
  options: OptionValues<typeof busOptions>,
  context: CommandContext,
): Promise<BusLogin> {
  const { "bus-creds": creds, "bus-ca": ca } = options;
  return {
    ...present("password", context.env("NETLAB_BUS_PASSWORD")),
    ...present("token", context.env("NETLAB_BUS_TOKEN")),
    ...present("signer", creds === undefined ? undefined : await signer(creds)),
    ...present("ca", ca === undefined ? undefined : await readTrusted(ca)),
  };
}

async function signer(path: string): Promise<BusLogin["signer"]> {
  const { authenticatorOf } = await import("../../mod/bus/bus_login.ts");
  return await authenticatorOf(await readFile(path), path);
}

async function readFile(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    const reason = systemFailure(error) === "not_found"
      ? msg`there is no such file`
      : msg`it may not be read`;
    throw new MessageError(msg`Cannot read "${path}": ${reason}`);
  }
}

function present<Name extends keyof BusLogin>(
  name: Name,
  value: BusLogin[Name],
): Pick<BusLogin, Name> | object {
  return value === undefined ? {} : { [name]: value };
}
