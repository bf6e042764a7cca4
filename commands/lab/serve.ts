import { command } from "../../mod/cli/command.ts";
import { listenPort } from "../../mod/cli/positional.ts";
import lab from "../../mod/services/lab/service.ts";
import { serveAs, serveOptions, servePermissions } from "../options/serve_options.ts";

export default command({
  name: "lab serve",
  summary: "serve echo with troubles to order, to try the modes out by hand",
  description:
    "Lines come back in upper case. `work N` computes N million steps, `flood N` sends N million bytes, `crash` fails\n" +
    "as a bug would, `may` tells which permissions are left where this happens. Listens on this machine only, unless\n" +
    "--host says otherwise: anybody who connects can end it.",
  args: { port: listenPort(8768) },
  options: serveOptions,
  examples: [
    { command: "netlab lab serve --mode events", does: "type work 1000 in one client: the others wait" },
    { command: "netlab lab serve --mode thread", does: "the same, and the others do not wait" },
  ],
  permissions: servePermissions(),
  dropsPermissionsLater: true,
  async run({ args, options }, context) {
    return await serveAs(
      lab,
      {},
      { ...options, host: options.host ?? "127.0.0.1", port: args.port },
      context,
    );
  },
});
