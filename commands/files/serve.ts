import { basename } from "@std/path";
import { type Message, msg, prefixed, verbatim } from "../../mod/i18n/message.ts";
import { command } from "../../mod/cli/command.ts";
import { choice, flag, type OptionValues, text } from "../../mod/cli/option.ts";
import { listenPort } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { type RateLimits, rateLimits, type Rates } from "../../mod/io/rate_limits.ts";
import { limitedListen } from "../../mod/io/limited_connection.ts";
import { keepAccount } from "../../mod/io/remote_limits.ts";
import type { ConnectionHandler } from "../../mod/server/service.ts";
import { Transfers } from "../../mod/http/middleware/transfers.ts";
import { escapeName } from "../../mod/io/visible_text.ts";
import files, { type FilesOptions } from "../../mod/services/files/service.ts";
import { FolderCalls } from "../../mod/fs/folder_calls.ts";
import { ServedFolder } from "../../mod/fs/served_folder.ts";
import { folderHandler, type FolderUploads } from "../../mod/http/files/folder_handler.ts";
import { accountsOption, openAccounts, refuseSharedReplies } from "../options/accounts_option.ts";
import { folderOptions, onlyHttp } from "../options/folder_options.ts";
import { httpPortOption, ownCredentials, uploadOptions, webOptions } from "../options/http_options.ts";
import { siteOf, siteOptions } from "../options/site_options.ts";
import { serveInOrder } from "../../mod/server/serve_in_order.ts";
import { certificateFor, servePages } from "../options/http_server.ts";
import { showTransfers } from "../options/show_transfers.ts";
import { FolderWorkers } from "../options/http_workers.ts";
import { type CommonServing, serveAs, serveOptions, servePermissions } from "../options/serve_options.ts";

const options = folderOptions({
  dir: text({ value: "DIR", default: ".", short: "d", help: "folder whose files may be fetched" }),
  hidden: flag({ help: "files whose name starts with a dot may be fetched, too" }),
  framing: choice({
    choices: ["line", "chunk"],
    default: "line",
    help:
      "the name ends with its line, or with what the first read returns (for clients that send no line end)",
  }),
  quiet: flag({ short: "q", help: "no line per request" }),
  hash: flag({ help: "say the SHA-256 of each file that was sent by the raw protocol" }),
  "http-port": httpPortOption,
  "no-http": flag({ help: "only the raw protocol of the exercises" }),
  ...siteOptions,
  ...uploadOptions,
  accounts: accountsOption,
  ...webOptions,
  ...serveOptions,
});

export default command({
  name: "files serve",
  summary: "let others fetch the files of a folder",
  description:
    "Only regular files below the folder can be fetched: with the raw protocol of the exercises on PORT, and with any browser on " +
    "--http-port. Each request is logged in a line on standard error. With passwords or as a drop box, the folder is served over " +
    "HTTP alone, because the raw protocol knows neither.",
  args: { port: listenPort(8766) },
  options,
  examples: [
    { command: "netlab files serve --dir .", does: "let others fetch the files of this folder" },
    { command: "netlab files get 192.168.1.20 8766 notes.txt", does: "what one of them types" },
    {
      command: "echo notes.txt | nc -N 192.168.1.20 8766",
      does: "the same without netlab, with the answer's two head lines",
      systems: ["linux"],
    },
    {
      command: "netlab files serve --upload-only --dir inbox",
      does: "students hand in; nobody sees what others sent",
    },
    { command: "netlab files serve --index --dir site", does: "a web site: index.html where there is one" },
    {
      command: "netlab files serve --webdav --upload --manage --dir common",
      does: "a disk that file managers can mount, and write on",
    },
    {
      command: "NETLAB_AUTH=me:secret netlab files serve --auth --tls",
      does: "ask for a password, and encrypt",
    },
    {
      command: "netlab files serve --accounts class.accounts --dir class --tls",
      does: "a class signs in; the file says who may do what where",
    },
  ],
  permissions: servePermissions<{ options: OptionValues<typeof options> }>({
    read: { why: "the folder, --accounts", files: ({ options }) => [options.dir, options.accounts] },
    write: {
      why: "what is sent in or changed",
      if: "with --upload, --upload-only, --manage or --accounts",
      when: ({ options }) =>
        options.upload || options["upload-only"] || options.manage || options.accounts !== undefined,
    },
  }),
  dropsPermissionsLater: true,
  async run({ args, options }, context) {
    refuseSharedReplies(options);
    // Resolved once, here, so that a missing folder is reported before anything listens.
    const dir = ServedFolder.at(options.dir).path;
    return await serveFolder(dir, args.port, options, context);
  },
});

type Options = OptionValues<typeof options>;

async function serveFolder(
  dir: string,
  port: number,
  options: Options,
  world: CommandContext,
): Promise<number> {
  const transfers = new Transfers();
  using shown = showTransfers(transfers, world);
  const stop = new AbortController();
  const signal = AbortSignal.any([world.signal, stop.signal]);
  const context = { ...shown.context, signal };
  using opened = new DisposableStack();
  const rates = { server: options.rate, client: options["client-rate"] };
  const limits = rateLimits(rates);
  const web = options["no-http"]
    ? undefined
    : await webServer(dir, options, { transfers, opened, rates, limits }, context);
  if (onlyHttp(options)) {
    context.stderr.tell(
      prefixed(
        "netlab files",
        msg`only HTTP is served, because the raw protocol knows no passwords and no drop box`,
      ),
    );
    await web?.();
    return 0;
  }
  const { hidden, framing, quiet, hash } = options;
  const served = { dir, hidden, framing, quiet, hash, ...(limits === undefined ? {} : { rates }) };
  await serveInOrder({
    first: (onListen) => {
      const permissions = ["read"] as const;
      const common = { ...options, port, onListen, permissions, dropsPermissionsLater: web !== undefined };
      return serveAs(files, served, { ...common, ...limited(options.mode, limits, served) }, context);
    },
    second: web,
    signal,
    stop: () => stop.abort(),
  });
  return 0;
}

/** How the raw protocol keeps to the limits: where its connections are accepted. */
function limited(
  mode: Options["mode"],
  limits: RateLimits | undefined,
  served: FilesOptions,
): Pick<CommonServing, "listen" | "inCommon"> {
  if (limits === undefined) return {};
  if (mode !== "symmetric") return { listen: limitedListen(limits) };
  const handler: ConnectionHandler = (...given) => files.create(served, given[1].signal)(...given);
  const worker = (port: MessagePort) => {
    keepAccount(port, limits);
    return { [Symbol.dispose]: () => {/* the port is closed with its worker */} };
  };
  return { inCommon: { handler, worker } };
}

/**
 * @returns the HTTP server, after everything has been checked that can go wrong and asked that
 * needs an answer
 */
async function webServer(
  dir: string,
  options: Options,
  { transfers, opened, rates, limits }: {
    transfers: Transfers;
    opened: DisposableStack;
    rates: Rates;
    limits: RateLimits | undefined;
  },
  context: CommandContext,
): Promise<() => Promise<void>> {
  const tell = options.quiet
    ? undefined
    : (message: Message) => context.stderr.tell(prefixed("netlab files", message));
  const log = tell && ((line: string) => tell(verbatim(line)));
  const certificate = await certificateFor(options, context);
  const credentials = {
    read: await ownCredentials(options.auth, "auth", context),
    upload: await ownCredentials(options["upload-auth"], "upload-auth", context),
  };
  const { accounts: file } = options;
  const accounts = file === undefined
    ? undefined
    : opened.use(openAccounts(file, { dir, tls: certificate !== undefined }, tell, context));
  const byAccount = accounts !== undefined;
  const workers = new FolderWorkers({
    workers: options.mode === "symmetric" ? options.workers : 0,
    rates,
    limits,
    log,
    tell,
    transfers,
  });
  const calls = opened.adopt(FolderCalls.open(), (open) => open?.[Symbol.dispose]());
  const folder = {
    dir,
    title: basename(dir) || "files",
    language: context.language,
    hidden: options.hidden,
    site: siteOf(options, dir),
  };
  const taken = byAccount || options.upload || options["upload-only"] ? uploadsOf(options) : undefined;
  const managed = byAccount || options.manage ? { cors: options.cors } : undefined;
  const pages = await folderHandler({
    ...folder,
    calls,
    credentials,
    accounts,
    limits,
    share: workers.share,
    onLeftOut: tell,
    uploads: taken && { ...taken, onReceived: receivedTo(tell) },
    manage: managed && { ...managed, onChange: tell },
    webdav: options.webdav,
  });
  const server = {
    log: workers.log,
    transfers,
    serving: workers.serving(
      { ...folder, uploads: taken, manage: managed },
      byAccount || credentials.read !== undefined,
      context,
    ),
    port: options["http-port"],
    common: options,
    web: options,
    certificate,
    path: "/",
    signal: context.signal,
  };
  return () => servePages(pages, server, context);
}

function uploadsOf(options: Options): Omit<FolderUploads, "onReceived"> {
  return {
    dropBox: options["upload-only"],
    existing: options.existing,
    maxSize: options["max-upload"],
    maxTotal: options["max-upload-total"],
    maxFiles: options["max-upload-files"],
    cors: options.cors,
  };
}

/** Says what was received. @param log undefined: nobody wants to know */
function receivedTo(log: ((message: Message) => void) | undefined): FolderUploads["onReceived"] {
  return ({ names, size, created }) =>
    log?.(
      created
        ? msg`received ${escapeName(names.join("/"))} (${size} bytes)`
        : msg`received ${escapeName(names.join("/"))} (${size} bytes, replaced)`,
    );
}
