import type { AnyCommand, RawCommand } from "../../mod/cli/command.ts";
import {
  type PermissionReason,
  permissionReasons,
  type PermissionTable,
} from "../../mod/cli/permission_table.ts";
import { servePermissions } from "../../commands/options/serve_options.ts";
import { PERMISSIONS } from "../../mod/process/permissions.ts";

const MARKED = /(<!-- permissions -->)[^]*?(<!-- end of permissions -->)/g;

/** A page with the table of permissions filled in, one row for each command. */
export function fillPermissionTable(
  page: string,
  commands: ReadonlyMap<string, AnyCommand | RawCommand>,
): string {
  return page.replaceAll(
    MARKED,
    (_all, start: string, end: string) => `${start}\n\n${permissionTable(commands)}\n\n${end}`,
  );
}

function permissionTable(commands: ReadonlyMap<string, AnyCommand | RawCommand>): string {
  const common = whysOf(servePermissions());
  const rows = [...commands].filter(([name]) => name !== "socat").map(([name, { permissions }]) =>
    `| \`${name}\` | ${keeps(permissions as PermissionTable<never>, common)} |`
  );
  const every = `| every \`serve\` | ${keeps(servePermissions(), new Set())} |`;
  return ["| command | keeps |", "| --- | --- |", every, ...rows].join("\n");
}

/** @param common reasons that are told of all servers together */
function keeps(table: PermissionTable<never>, common: ReadonlySet<string>): string {
  const whys = whysOf(table);
  const all = PERMISSIONS.every((name) => name in table);
  if (all && whys.size === 1) return `everything: ${[...whys][0]}`;
  const told = PERMISSIONS.flatMap((name) =>
    permissionReasons(table, name).filter(({ why }) => !common.has(why)).map((reason) =>
      `**${name}** ${tell(reason)}`
    )
  );
  return told.length === 0 ? "nothing" : told.join("; ");
}

function whysOf(table: PermissionTable<never>): Set<string> {
  return new Set(PERMISSIONS.flatMap((name) => permissionReasons(table, name).map(({ why }) => why)));
}

function tell({ why, if: condition }: PermissionReason<never>): string {
  return condition === undefined ? why : `${condition}: ${why}`;
}
